package scout.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a value is found in a record: members, and places in lists. A declaration writes a path
 * that has brackets in a name, an empty name or blanks at its ends in double quotes, such as {@code
 * "Invoice No."}; a quote within is doubled.
 *
 * @param text without quotes, e.g. {@code items[0].price.net}; also the name of a member that is
 *     spelled like this
 * @param steps the members' names and the numbers of the places, from 0
 */
public record FieldPath(String text, List<String> steps) {
  private static final int LONGEST = 200;
  private static final Pattern MEMBER = Pattern.compile("([^.\\[\\]{}\\\\]+)((?:\\[\\d{1,4}\\])*)");
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"{}\\\\]|\"\")++)\"");
  private static final Pattern PLACE = Pattern.compile("\\[(\\d+)\\]");

  public FieldPath {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("A path has at least one step");
    }
  }

  /** Reads a path; empty if it is none. */
  static Optional<FieldPath> parse(String written) {
    boolean readable =
        written
            .codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    if (!readable || written.length() > 2 * LONGEST) {
      return Optional.empty();
    }
    Optional<FieldPath> path = written.startsWith("\"") ? quoted(written) : plain(written);
    return path.filter(each -> each.text.length() <= LONGEST);
  }

  private static Optional<FieldPath> quoted(String written) {
    Matcher quoted = QUOTED.matcher(written);
    return quoted.matches()
        ? Optional.of(ofNames(quoted.group(1).replace("\"\"", "\"")))
            .filter(path -> !path.text.isBlank())
        : Optional.empty();
  }

  private static FieldPath ofNames(String text) {
    return new FieldPath(text, List.of(text.split("\\.", -1)));
  }

  private static Optional<FieldPath> plain(String text) {
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

  /** Returns how a declaration writes member names joined by dots; empty if it can't. */
  public static Optional<String> written(String names) {
    FieldPath wanted = ofNames(names);
    return Stream.of(names, '"' + names.replace("\"", "\"\"") + '"')
        .filter(text -> text.equals(text.strip()) && parse(text).filter(wanted::equals).isPresent())
        .findFirst();
  }

  /** Returns true if a place in a list is on the way. */
  public boolean throughList() {
    return !equals(ofNames(text));
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
