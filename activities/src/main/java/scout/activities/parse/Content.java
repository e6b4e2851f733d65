package scout.activities.parse;

import java.io.IOException;
import java.io.InputStream;

/** A file's bytes as its records are written in, unpacked where they are packed. */
final class Content implements ByteSource, AutoCloseable {
  private final ByteSource source;
  private final GzipSource inflated;

  private Content(ByteSource source, GzipSource inflated) {
    this.source = source;
    this.inflated = inflated;
  }

  /**
   * @param body the stored bytes, which stay open
   */
  static Content of(InputStream body, InputFormat format, ParseLimits limits) {
    GzipSource inflated = format.gzip() ? new GzipSource(body, limits) : null;
    return new Content(inflated == null ? body::read : inflated, inflated);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException, FileDamaged {
    return source.read(into, offset, length);
  }

  @Override
  public void close() {
    if (inflated != null) {
      inflated.close();
    }
  }
}
