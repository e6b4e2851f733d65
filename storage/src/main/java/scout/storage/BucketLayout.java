package scout.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import scout.storage.upload.InputName;

/**
 * What the keys of a bucket mean: which of them are input, and where their objects are archived.
 * Devices upload below the prefix. Archived copies live below it too, in {@code processed/} and
 * {@code quarantine/}; those are never input.
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

  /** Where loaded objects are moved, e.g. {@code scout/v1/bronze/processed/}. */
  public String processed() {
    return prefix + "processed/";
  }

  /** Where objects that could not be loaded are moved. */
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
   * @param key the one it was uploaded under
   * @param when its UTC day counts. It should be a time that the ledger holds (when the file was
   *     loaded or refused) and not the present: then a second try on another day finds the first
   *     one's copy
   */
  public String processedKey(String key, Instant when) {
    return ArchiveKeys.below(processed(), relative(key), when);
  }

  /** Where an object that could not be loaded goes, in the same way. */
  public String quarantineKey(String key, Instant when) {
    return ArchiveKeys.below(quarantine(), relative(key), when);
  }

  /**
   * Under which key an archived object was uploaded: the inverse of the above.
   *
   * @param etag of the version that was archived
   * @return empty if the object lies where archiving puts none
   */
  public Optional<ArchiveOrigin> origin(String archivedKey, String etag) {
    return ArchiveOrigin.of(this, archivedKey, etag);
  }

  /** True if the key lies where devices upload: below the prefix, not archived, not a folder. */
  public boolean holds(String key) {
    return key.startsWith(prefix)
        && !key.endsWith("/")
        && !key.startsWith(processed())
        && !key.startsWith(quarantine());
  }

  /**
   * True if the key is to be ingested: it lies in the area and isn't hidden, its name says a known
   * format, its key can be kept, and its folders have names that every S3 client can ask for (not
   * empty, {@code .} or {@code ..}).
   */
  public boolean accepts(String key) {
    return holds(key) && !InputName.hidden(key) && refusal(key).isEmpty();
  }

  /**
   * Why an object that lies in the area is left in place and named to people. Hidden ones are left
   * in place too, and only counted; see {@link InputName#hidden}.
   *
   * @return a few words for people, without a colon; empty if it is to be ingested
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
