package scout.activities.sweep;

import java.util.ArrayList;
import java.util.List;
import scout.storage.BucketLayout;

/**
 * Examples of objects that a sweep leaves in place, with the reasons. Hidden objects are not among
 * them, since nobody has to act on those.
 *
 * @param examples each a reason, a colon and a key; the first few for each reason
 */
record LeftInPlace(List<String> examples) {
  static final LeftInPlace NOTHING = new LeftInPlace(List.of());
  private static final String NO_ETAG =
      "the storage tells no ETag of it; upload it again through the storage";
  private static final int OF_EACH_REASON = 5;

  LeftInPlace {
    examples = examples == null ? List.of() : List.copyOf(examples);
  }

  /** Adds the keys that are no input, while there is room. */
  LeftInPlace with(BucketLayout area, List<String> keys) {
    List<String> more = new ArrayList<>(examples);
    keys.forEach(key -> area.refusal(key).ifPresent(reason -> add(more, reason, key)));
    return new LeftInPlace(more);
  }

  /** Adds keys for which the storage lists no ETag. */
  LeftInPlace without(List<String> keys) {
    List<String> more = new ArrayList<>(examples);
    keys.forEach(key -> add(more, NO_ETAG, key));
    return new LeftInPlace(more);
  }

  private static void add(List<String> more, String reason, String key) {
    String start = reason + ": ";
    String example = start + key.replace("\u0000", "\\u0000");
    if (count(more, start) < OF_EACH_REASON && !more.contains(example)) {
      more.add(example);
    }
  }

  private static long count(List<String> examples, String start) {
    return examples.stream().filter(example -> example.startsWith(start)).count();
  }
}
