package scout.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import scout.storage.upload.InputName;

/**
 * The meaning of a bucket's keys: which are input, and where their objects are archived. Devices
 * upload below the prefix. Archived copies are below it too, in {@code processed/} and {@code
 * quarantine/}, and are never input.
 *
 * @param bucket the bucket's name
 * @param prefix ends in {@code /}, or is empty for the whole bucket
 */
public record BucketLayout(String bucket, String prefix) {
  private static final Pattern DATE_LIKE =
      Pattern.compile("[0-9-]+|(year|month|day|dt|date|hour)=.*");
  private static final Pattern NAMELESS_FOLDER = Pattern.compile("(^|/)\\.{0,2}/");
  private static final Pattern DEVICE = Pattern.compile("(?:device|device_id)=(.+)");

  public BucketLayout {
    if (bucket.isBlank()) {
      throw new IllegalArgumentException("The bucket has no name");
    }
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("The prefix must end in '/': " + prefix);
    }
  }

  /** The folder of loaded objects, e.g. {@code scout/v1/bronze/processed/}. */
  public String processed() {
    return prefix + "processed/";
  }

  /** The folder of objects that could not be loaded. */
  public String quarantine() {
    return prefix + "quarantine/";
  }

  /** The folders of archived objects. */
  public List<String> archives() {
    return List.of(processed(), quarantine());
  }

  /**
   * Where a loaded object goes: {@code <prefix>processed/YYYYMMDD/<path under the prefix>}.
   *
   * @param key its key in the upload area
   * @param when its UTC day counts. Take a time from the ledger (when the file was loaded or
   *     refused), not the present. Then a second try on another day finds the first one's copy
   */
  public String processedKey(String key, Instant when) {
    return ArchiveKeys.below(processed(), relative(key), when);
  }

  /** The same for an object that could not be loaded. */
  public String quarantineKey(String key, Instant when) {
    return ArchiveKeys.below(quarantine(), relative(key), when);
  }

  /**
   * The key under which an archived object was uploaded; the inverse of the above.
   *
   * @param etag of the version that was archived
   * @return empty if archiving gives no such key
   */
  public Optional<ArchiveOrigin> origin(String archivedKey, String etag) {
    return ArchiveOrigin.of(this, archivedKey, etag);
  }

  /** True if the key is in the upload area: below the prefix, not archived, not a folder. */
  public boolean holds(String key) {
    return key.startsWith(prefix)
        && !key.endsWith("/")
        && !key.startsWith(processed())
        && !key.startsWith(quarantine());
  }

  /**
   * True if the key is input: it is in the area and not hidden, its name has a known format, the
   * key can be stored, and every S3 client can address its folders (not empty, {@code .} or {@code
   * ..}).
   */
  public boolean accepts(String key) {
    return holds(key) && !InputName.hidden(key) && refusal(key).isEmpty();
  }

  /**
   * Why an object in the area is left in place and reported to people. Hidden ones are left in
   * place too, but only counted; see {@link InputName#hidden}.
   *
   * @return a few words for people, without a colon; empty if it is input
   */
  public Optional<String> refusal(String key) {
    if (InputName.of(key).isEmpty()) {
      return Optional.of("its name says no format that Scout reads");
    }
    if (key.indexOf('\0') >= 0) {
      return Optional.of("its key holds U+0000, which no database keeps; upload it under another");
    }
    return NAMELESS_FOLDER.matcher(key).find()
        ? Optional.of("a folder in its key is empty, '.' or '..'; upload it under another key")
        : Optional.empty();
  }

  /** The part of the key below the prefix; the key must start with it. */
  public String relative(String key) {
    return key.substring(prefix.length());
  }

  /**
   * The device that the key's folders name: a folder {@code device=NAME} (or {@code device_id=}),
   * else the first folder below the prefix that doesn't look like a date.
   */
  public Optional<String> device(String key) {
    String[] folders = relative(key).split("/", -1);
    String first = null;
    for (int i = 0; i < folders.length - 1; i++) {
      var named = DEVICE.matcher(folders[i]);
      if (named.matches()) {
        return Optional.of(named.group(1));
      }
      if (first == null && !folders[i].isBlank() && !DATE_LIKE.matcher(folders[i]).matches()) {
        first = folders[i];
      }
    }
    return Optional.ofNullable(first);
  }
}
