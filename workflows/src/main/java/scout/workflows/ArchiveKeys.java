package scout.workflows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of archived objects: {@code <prefix>processed/YYYYMMDD/<path under the prefix>}, and
 * {@code quarantine/} in the same way. The day is the UTC day of the given time, which should be
 * one that the ledger holds (when the file was loaded or refused) and not the present: then a
 * second try on another day finds the first one's copy.
 */
public final class ArchiveKeys {
  private static final int MAX_KEY_BYTES = 1024;

  /**
   * Storages on a file system hold no name between slashes of more than 255 bytes, and some need
   * part of that: a name as long as this is made no longer.
   */
  private static final int LONG_NAME_BYTES = 200;

  private static final int HASH_BYTES = 8;
  private static final int ETAG_PART = 8;
  private static final Pattern HASH =
      Pattern.compile("-[0-9a-f]{" + 2 * HASH_BYTES + "}(?![0-9a-f])");
  private static final Pattern BELOW_DAY = Pattern.compile("(\\d{8}/)(.+)", Pattern.DOTALL);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.BASIC_ISO_DATE.withZone(ZoneOffset.UTC);

  private ArchiveKeys() {}

  /** Where a loaded object goes. The key is the one it was uploaded under. */
  public static String processed(InputArea area, String key, Instant when) {
    return below(area.processed(), area, key, when);
  }

  /** Where an object that could not be loaded goes. The key is the one it was uploaded under. */
  public static String quarantine(InputArea area, String key, Instant when) {
    return below(area.quarantine(), area, key, when);
  }

  /**
   * The names under which an object may lie where it was to go, in the order in which they are
   * tried: another object may have the first ones.
   *
   * @param target where it goes, by {@link #processed} or {@link #quarantine}
   * @param etag of the uploaded object
   */
  public static List<String> names(String target, String etag) {
    return List.of(
        target, withEtag(target, etag, ETAG_PART), withEtag(target, etag, etag.length()));
  }

  /**
   * The keys that an archived object may have been uploaded under, if its name was not cut.
   *
   * @param archived the name of an archived object
   * @param etag of the archived object
   * @return empty if the name is none that this class gives
   */
  public static Set<String> originals(InputArea area, String archived, String etag) {
    Set<String> keys = new LinkedHashSet<>();
    dayFolder(area, archived)
        .map(folder -> archived.substring(folder.length()))
        .ifPresent(
            relative -> {
              keys.add(area.prefix() + relative);
              for (int length : new int[] {etag.length(), Math.min(ETAG_PART, etag.length())}) {
                keys.add(area.prefix() + relative.replace("-" + etag.substring(0, length), ""));
              }
            });
    return keys;
  }

  /**
   * True if an object with this key and ETag may have been archived under that name, on any day.
   *
   * @param archived the name of an archived object
   */
  public static boolean mayLieAt(InputArea area, String archived, String key, String etag) {
    return dayFolder(area, archived)
        .map(folder -> fitting(folder + area.relative(key), ""))
        .filter(target -> names(target, etag).contains(archived))
        .isPresent();
  }

  /**
   * What the uploaded keys of an archived object whose name may have been cut begin with: a cut
   * name has a hash behind it.
   *
   * @param archived the name of an archived object
   * @return empty if the name was not cut, or is none that this class gives
   */
  public static Optional<String> cutFrom(InputArea area, String archived) {
    return dayFolder(area, archived)
        .flatMap(
            folder -> {
              String relative = archived.substring(folder.length());
              Matcher hash = HASH.matcher(relative);
              return hash.find(relative.lastIndexOf('/') + 1)
                  ? Optional.of(area.prefix() + relative.substring(0, hash.start()))
                  : Optional.empty();
            });
  }

  /** Up to the day, {@code …/processed/20261031/}; empty if the name has no such beginning. */
  private static Optional<String> dayFolder(InputArea area, String archived) {
    for (String folder : List.of(area.processed(), area.quarantine())) {
      if (archived.startsWith(folder)) {
        Matcher below = BELOW_DAY.matcher(archived.substring(folder.length()));
        if (below.matches()) {
          return Optional.of(folder + below.group(1));
        }
      }
    }
    return Optional.empty();
  }

  private static String below(String folder, InputArea area, String key, Instant when) {
    return fitting(folder + DAY.format(when).substring(0, 8) + "/" + area.relative(key), "");
  }

  /**
   * The name for an object whose own name is taken: the first characters of the ETag go before the
   * extension, {@code a/sales.json} becomes {@code a/sales-0cc175b9.json}.
   */
  static String withEtag(String key, String etag, int length) {
    return fitting(key, "-" + etag.substring(0, Math.min(length, etag.length())));
  }

  /** Inserts the mark; what is longer than a key may be is cut, and a hash keeps it distinct. */
  private static String fitting(String key, String mark) {
    int name = key.lastIndexOf('/') + 1;
    int dot = key.indexOf('.', name + 1);
    String stem = dot < 0 ? key : key.substring(0, dot);
    String extension = dot < 0 ? "" : key.substring(dot);
    String marked = stem + mark + extension;
    if (bytes(marked) <= MAX_KEY_BYTES && bytes(marked.substring(name)) <= longest(key, name)) {
      return marked;
    }
    String tail = "-" + hash(key) + mark + (bytes(extension) <= 32 ? extension : "");
    String head = cut(stem, MAX_KEY_BYTES - bytes(tail));
    int start = head.lastIndexOf('/') + 1;
    String last = cut(head.substring(start), Math.max(0, longest(key, start) - bytes(tail)));
    return head.substring(0, start) + last + tail;
  }

  /** How long the name that begins there may become. */
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
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
