package scout.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/**
 * The names of archived objects below a folder: {@code YYYYMMDD/<path under the prefix>}. Names
 * that are too long are cut, and a hash keeps them distinct; {@link ArchiveOrigin} is the inverse.
 */
final class ArchiveKeys {
  /** How many characters of the ETag a name carries first. */
  static final int ETAG_PART = 8;

  /** How many hexadecimal digits of the hash a cut name carries. */
  static final int HASH_DIGITS = 16;

  /** A longer extension is dropped when a name is cut. */
  static final int LONGEST_EXTENSION_KEPT = 32;

  private static final int MAX_KEY_BYTES = 1024;

  /**
   * Storages on a file system limit a name between slashes to 255 bytes, and some need part of
   * that. A name of this length gets no longer.
   */
  private static final int LONG_NAME_BYTES = 200;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.BASIC_ISO_DATE.withZone(ZoneOffset.UTC);

  private ArchiveKeys() {}

  /**
   * The place of an object in a folder of the archive.
   *
   * @param folder with its slash
   * @param relative the path below the prefix of the key that it was uploaded under
   * @param when its UTC day counts
   */
  static String below(String folder, String relative, Instant when) {
    return on(folder + DAY.format(when).substring(0, 8) + "/", relative);
  }

  /** The same with the folder of the day given. */
  static String on(String dayFolder, String relative) {
    return fitting(dayFolder + relative, "");
  }

  /**
   * The names that an object may get at its place, the first choice first. The second carries the
   * start of the ETag before the extension ({@code a/sales.json} becomes {@code
   * a/sales-0cc175b9.json}), the last the whole ETag. Each serves when another object has the name
   * before it.
   */
  static List<String> names(String place, String etag) {
    return List.of(place, withEtag(place, etag, ETAG_PART), withEtag(place, etag, etag.length()));
  }

  static String withEtag(String key, String etag, int length) {
    return fitting(key, mark(etag, length));
  }

  /** The part of the ETag that a name carries. */
  static String mark(String etag, int length) {
    return "-" + etag.substring(0, Math.min(length, etag.length()));
  }

  /** The start of the extension of the key's last name: its first dot except a leading one. */
  static int extension(String key) {
    int dot = key.indexOf('.', key.lastIndexOf('/') + 2);
    return dot < 0 ? key.length() : dot;
  }

  /** Inserts the mark. Cuts a key that is too long, and keeps it distinct by a hash. */
  private static String fitting(String key, String mark) {
    int name = key.lastIndexOf('/') + 1;
    String stem = key.substring(0, extension(key));
    String extension = key.substring(stem.length());
    String marked = stem + mark + extension;
    if (bytes(marked) <= MAX_KEY_BYTES && bytes(marked.substring(name)) <= longest(key, name)) {
      return marked;
    }
    String kept = bytes(extension) <= LONGEST_EXTENSION_KEPT ? extension : "";
    String tail = "-" + hash(key) + mark + kept;
    String head = cut(stem, MAX_KEY_BYTES - bytes(tail));
    int start = head.lastIndexOf('/') + 1;
    String last = cut(head.substring(start), Math.max(0, longest(key, start) - bytes(tail)));
    return head.substring(0, start) + last + tail;
  }

  /** The maximum length of the name that begins there. */
  private static int longest(String key, int start) {
    int end = key.indexOf('/', start);
    return Math.max(LONG_NAME_BYTES, bytes(key.substring(start, end < 0 ? key.length() : end)));
  }

  private static String cut(String text, int maxBytes) {
    int end = text.length();
    while (end > 0 && bytes(text.substring(0, end)) > maxBytes) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_DIGITS / 2);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
