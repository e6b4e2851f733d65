package scout.activities.parse;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Packs test files with zstd. */
final class Zstd {
  private Zstd() {}

  /** The bytes as one frame with a checksum, whose length it doesn't say. */
  static byte[] pack(byte[] content) {
    return pack(content, 0);
  }

  /** The same with a window of so many bits; 0 for the usual one. */
  static byte[] pack(byte[] content, int windowLog) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(bytes)) {
      zstd.setChecksum(true);
      if (windowLog > 0) {
        zstd.setLong(windowLog);
      }
      zstd.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
