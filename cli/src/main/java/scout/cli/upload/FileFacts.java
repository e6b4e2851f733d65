package scout.cli.upload;

import java.io.BufferedInputStream;
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
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import scout.cli.verify.GzipMembers;
import scout.storage.UploadStore;
import scout.storage.upload.InputName;
import scout.storage.upload.InputName.Packing;
import scout.storage.upload.LineCount;

/**
 * A device's metadata of a file, by which Scout detects damage in transit.
 *
 * @param sha256 of the file's bytes, in lower case hexadecimal digits
 * @param records how many records it holds, null if lines don't give the count
 */
public record FileFacts(String sha256, Long records) {
  private static final int BUFFER = 64 * 1024;

  /** The same for a file uploaded under its own name. */
  public static FileFacts of(Path path) throws IOException {
    return of(path, path.getFileName().toString());
  }

  /**
   * Reads a file once, as a stream. Records are counted as {@code edge/scout-upload} counts them.
   *
   * @param path the file
   * @param key its name or key in the bucket, which gives its format
   */
  public static FileFacts of(Path path, String key) throws IOException {
    MessageDigest digest = digest();
    Long records;
    try (InputStream in =
        new DigestInputStream(new BufferedInputStream(Files.newInputStream(path)), digest)) {
      records = records(key, in);
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new FileFacts(HexFormat.of().formatHex(digest.digest()), records);
  }

  private static Long records(String key, InputStream in) throws IOException {
    InputName name = InputName.of(key).orElse(null);
    LineCount lines = name == null ? null : LineCount.of(name).orElse(null);
    if (lines == null) {
      return null;
    }
    if (name.packings().isEmpty()) {
      return count(in, lines);
    }
    if (!name.packings().equals(List.of(Packing.GZIP))) {
      return null;
    }
    try (GzipMembers unpacked = new GzipMembers(in)) {
      return count(unpacked, lines);
    } catch (ZipException damaged) {
      // The file gives no record count; Scout reports what is wrong with it.
      return null;
    }
  }

  private static Long count(InputStream in, LineCount lines) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      lines.take(buffer, 0, n);
    }
    return lines.records();
  }

  /** The object's user metadata, with names without their prefix. */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(UploadStore.DECLARED_SHA256, sha256);
    if (records != null) {
      metadata.put(UploadStore.DECLARED_RECORDS, records.toString());
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
