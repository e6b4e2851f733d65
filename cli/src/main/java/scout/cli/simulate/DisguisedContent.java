package scout.cli.simulate;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Sound content in another form than its name says, or under a name that says something else. */
final class DisguisedContent {
  /** Where a name's next word begins; no value that a fleet writes has an underscore. */
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

  /** As a program writes it whose language has such names. */
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
