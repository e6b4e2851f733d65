package scout.activities.parse;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;

/** Gives a stream in pieces of random size, as a network does, and never says what is to come. */
final class SmallReads extends FilterInputStream {
  private final Random random;

  SmallReads(InputStream in, Random random) {
    super(in);
    this.random = random;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int most = random.nextInt(8) == 0 ? 5_000 : 40;
    return super.read(into, offset, Math.min(length, 1 + random.nextInt(most)));
  }

  @Override
  public int available() {
    return 0;
  }
}
