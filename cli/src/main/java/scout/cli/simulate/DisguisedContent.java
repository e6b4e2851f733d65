package scout.cli.simulate;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Valid content whose form differs from its name, or with other field names. */
final class DisguisedContent {
  /** The start of a name's next word; a fleet's values have no underscores. */
  private static final Pattern NEXT_WORD = Pattern.compile("_([a-z])");

  private DisguisedContent() {}

  static byte[] packed(byte[] sales) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(sales);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory can always be written to", e);
    }
    return packed.toByteArray();
  }

  static byte[] utf16(byte[] sales) {
    return ("\ufeff" + new String(sales, UTF_8)).getBytes(UTF_16LE);
  }

  /** The sales with field names in camel case. */
  static byte[] renamed(byte[] sales) {
    return NEXT_WORD
        .matcher(new String(sales, UTF_8))
        .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT))
        .getBytes(UTF_8);
  }

  static String hidden(String name) {
    int last = name.lastIndexOf('/') + 1;
    return name.substring(0, last) + "._" + name.substring(last);
  }
}
