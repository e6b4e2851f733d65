package scout.starter;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * What a device writes beside a file, so that Scout notices damage on the way.
 *
 * @param sha256 of the file's bytes, in lower case hexadecimal digits
 * @param records how many records it holds, null where counting lines doesn't tell
 */
public record FileFacts(String sha256, Long records) {
  /**
   * Reads a file once, as a stream. Records are counted as {@code edge/scout-upload} counts them.
   *
   * @param path a file whose name says what it holds
   */
  public static FileFacts of(Path path) throws IOException {
    MessageDigest digest = digest();
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean packed = name.endsWith(".gz");
    LineCount lines = LineCount.of(packed ? name.substring(0, name.length() - 3) : name);
    Long records = null;
    try (InputStream in =
        new DigestInputStream(new BufferedInputStream(Files.newInputStream(path)), digest)) {
      if (lines != null) {
        records = count(in, packed, lines);
      }
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new FileFacts(HexFormat.of().formatHex(digest.digest()), records);
  }

  /** A damaged file says nothing of its records; Scout says what is wrong with it. */
  private static Long count(InputStream in, boolean packed, LineCount lines) throws IOException {
    try {
      (packed ? new GZIPInputStream(in) : in).transferTo(lines);
      return lines.records();
    } catch (ZipException | EOFException damaged) {
      return null;
    }
  }

  /** As user metadata of the object, names without their prefix. */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("scout-sha256", sha256);
    if (records != null) {
      metadata.put("scout-records", records.toString());
    }
    return metadata;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
