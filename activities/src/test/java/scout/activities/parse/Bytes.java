package scout.activities.parse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes for test files. */
final class Bytes {
  private Bytes() {}

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(of(text));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /** The ASCII text with the bytes in place of its {@code %s}. */
  static byte[] inText(String text, String hex) {
    int at = text.indexOf("%s");
    return join(
        of(text.substring(0, at)), HexFormat.of().parseHex(hex), of(text.substring(at + 2)));
  }
}
