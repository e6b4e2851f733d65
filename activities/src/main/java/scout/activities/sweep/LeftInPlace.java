package scout.activities.sweep;

import java.util.ArrayList;
import java.util.List;
import scout.workflows.InputArea;

/**
 * A few of the objects that a sweep leaves where they are, with the reasons. Hidden ones are none
 * of them: nobody has to do anything about those.
 *
 * @param examples each a reason, a colon and a key; the first few of each reason
 */
record LeftInPlace(List<String> examples) {
  static final LeftInPlace NOTHING = new LeftInPlace(List.of());
  private static final int OF_EACH_REASON = 5;

  LeftInPlace {
    examples = examples == null ? List.of() : List.copyOf(examples);
  }

  /** These and those of the keys that are no input, as far as there is room. */
  LeftInPlace with(InputArea area, List<String> keys) {
    List<String> more = new ArrayList<>(examples);
    for (String key : keys) {
      area.refusal(key)
          .map(reason -> reason + ": ")
          .filter(start -> count(more, start) < OF_EACH_REASON && !more.contains(start + key))
          .ifPresent(start -> more.add(start + key));
    }
    return new LeftInPlace(more);
  }

  private static long count(List<String> examples, String start) {
    return examples.stream().filter(example -> example.startsWith(start)).count();
  }
}
