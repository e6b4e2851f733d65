package scout.activities.parse;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates gzip with one or more members; checks the checksums and the budget. (Java's own stream
 * mistakes a network pause for the end of the last member, and so loses data.)
 */
final class GzipSource implements PackedSource {
  private final GzipInput input;
  private final UnpackBudget budget;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private long inflated;
  private boolean inMember;

  GzipSource(ByteSource packed, UnpackBudget budget) {
    this.input = new GzipInput(packed);
    this.budget = budget;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException, FileDamaged {
    while (true) {
      // Checks the end only on the next read, so that records before damage are counted.
      if (inMember && inflater.finished()) {
        endMember();
      }
      if (!inMember && !beginMember()) {
        return -1;
      }
      int count = inflate(into, offset, length);
      if (count > 0) {
        checksum.update(into, offset, count);
        inflated += count;
        budget.spend(count);
        return count;
      }
    }
  }

  @Override
  public void close() {
    inflater.end();
  }

  private boolean beginMember() throws IOException, FileDamaged {
    inMember = input.header(inflated);
    return inMember;
  }

  private int inflate(byte[] into, int offset, int length) throws IOException, FileDamaged {
    try {
      int count = inflater.inflate(into, offset, length);
      while (count == 0 && !inflater.finished()) {
        if (inflater.needsDictionary()) {
          throw input.damaged(inflated, "asks for a dictionary");
        }
        input.feed(inflater, inflated);
        count = inflater.inflate(into, offset, length);
      }
      return count;
    } catch (DataFormatException e) {
      throw input.damaged(inflated, "holds compressed data that is damaged");
    }
  }

  private void endMember() throws IOException, FileDamaged {
    input.giveBack(inflater.getRemaining());
    long crc = input.littleEndian(4, inflated);
    long size = input.littleEndian(4, inflated);
    if (crc != checksum.getValue() || size != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw input.damaged(inflated, "doesn't match its own checksum");
    }
    inflater.reset();
    checksum.reset();
    inMember = false;
  }
}
