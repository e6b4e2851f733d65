package scout.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value is found in a record: members, and places in lists.
 *
 * @param text as the declaration writes it, e.g. {@code items[0].price.net}; also the name of a
 *     member that is spelled like this
 * @param steps the members' names and the numbers of the places, from 0
 */
public record FieldPath(String text, List<String> steps) {
  private static final int LONGEST = 200;
  private static final Pattern MEMBER = Pattern.compile("([^.\\[\\]{}\\\\]+)((?:\\[\\d{1,4}\\])*)");
  private static final Pattern PLACE = Pattern.compile("\\[(\\d+)\\]");

  public FieldPath {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("A path has at least one step");
    }
  }

  /** Reads a path; empty if it is none. */
  static Optional<FieldPath> parse(String text) {
    if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    List<String> steps = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      Matcher member = MEMBER.matcher(part);
      if (!member.matches() || member.group(1).isBlank()) {
        return Optional.empty();
      }
      steps.add(member.group(1));
      Matcher place = PLACE.matcher(member.group(2));
      while (place.find()) {
        steps.add(place.group(1));
      }
    }
    return Optional.of(new FieldPath(text, steps));
  }

  /** Returns true if it leads into an object or a list. */
  public boolean nested() {
    return steps.size() > 1;
  }

  @Override
  public String toString() {
    return text;
  }
}
