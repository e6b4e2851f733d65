package scout.storage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The key under which an archived object was uploaded: the inverse of the archive's naming rule. A
 * cut name gives only the start of the key; {@link #isFrom} then tests each key that starts so.
 */
public final class ArchiveOrigin {
  private static final Pattern DAY_FOLDER = Pattern.compile("\\d{8}/(?=.)", Pattern.DOTALL);
  private static final String HASH = "-[0-9a-f]{" + ArchiveKeys.HASH_DIGITS + "}";
  private static final String EXTENSION =
      "(?:\\.[^/]{0," + (ArchiveKeys.LONGEST_EXTENSION_KEPT - 1) + "})?";

  private final BucketLayout layout;
  private final String archivedKey;
  private final String etag;
  private final String dayFolder;

  private ArchiveOrigin(BucketLayout layout, String archivedKey, String etag, String dayFolder) {
    this.layout = layout;
    this.archivedKey = archivedKey;
    this.etag = etag;
    this.dayFolder = dayFolder;
  }

  /** Empty if archiving gives no such key. */
  static Optional<ArchiveOrigin> of(BucketLayout layout, String archivedKey, String etag) {
    for (String folder : layout.archives()) {
      if (archivedKey.startsWith(folder)) {
        Matcher day = DAY_FOLDER.matcher(archivedKey).region(folder.length(), archivedKey.length());
        return day.useTransparentBounds(true).lookingAt()
            ? Optional.of(
                new ArchiveOrigin(layout, archivedKey, etag, archivedKey.substring(0, day.end())))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The keys that it may have been uploaded under if its name was not cut; at most three. */
  public Set<String> keys() {
    String name = name();
    int extension = ArchiveKeys.extension(name);
    Set<String> keys = new LinkedHashSet<>();
    keys.add(layout.prefix() + name);
    for (String mark : marks()) {
      if (name.substring(0, extension).endsWith(mark)) {
        String stem = name.substring(0, extension - mark.length());
        keys.add(layout.prefix() + stem + name.substring(extension));
      }
    }
    keys.removeIf(key -> !isFrom(key));
    return keys;
  }

  /** The start of the key if the name was cut, else empty. */
  public Optional<String> beginning() {
    String mark = marks().stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
    // The mark precedes the hash if the cut ended in a folder with a dot in its name.
    Pattern cut =
        Pattern.compile(
            "(.*?)(?:" + mark + "[^/]*?)?" + HASH + mark + "?" + EXTENSION, Pattern.DOTALL);
    Matcher name = cut.matcher(name());
    return name.matches() ? Optional.of(layout.prefix() + name.group(1)) : Optional.empty();
  }

  /** Returns whether archiving an object with this key and the ETag may give this name. */
  public boolean isFrom(String key) {
    return key.startsWith(layout.prefix())
        && ArchiveKeys.names(ArchiveKeys.on(dayFolder, layout.relative(key)), etag)
            .contains(archivedKey);
  }

  private String name() {
    return archivedKey.substring(dayFolder.length());
  }

  private List<String> marks() {
    return List.of(
        ArchiveKeys.mark(etag, ArchiveKeys.ETAG_PART), ArchiveKeys.mark(etag, etag.length()));
  }
}
