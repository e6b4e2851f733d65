package scout.activities.parse;

import java.io.IOException;

/** The records of one page. */
record PageRecords(FileFraming array, byte[] envelope) implements FileFraming {
  @Override
  public RecordFrame next() throws IOException, FileDamaged {
    return array.next();
  }

  @Override
  public boolean cutsAgain(RecordFrame record) throws IOException, FileDamaged {
    return array.cutsAgain(record);
  }
}
