package scout.activities.parse;

import java.io.IOException;

/** The records of one page. */
record PageRecords(Framing array, byte[] envelope) implements Framing {
  @Override
  public Frame next() throws IOException, FileDamaged {
    return array.next();
  }

  @Override
  public boolean cutsAgain(Frame record) throws IOException, FileDamaged {
    return array.cutsAgain(record);
  }
}
