package scout.models;

import java.util.Arrays;
import java.util.Optional;

/** A group of letters in the form of a time, as in Java's patterns. */
enum TimeLetters {
  YEAR("yyyy", "([0-9]{4})", "the year"),
  MONTH("MM", "([0-9]{2})", "the month, in two digits"),
  SHORT_MONTH("M", "([0-9]{1,2})", "the month, in one digit or two"),
  DAY("dd", "([0-9]{2})", "the day, in two digits"),
  SHORT_DAY("d", "([0-9]{1,2})", "the day, in one digit or two"),
  HOUR("HH", "([0-9]{2})", "the hour, 00 to 23"),
  SHORT_HOUR("H", "([0-9]{1,2})", "the hour, 0 to 23"),
  HALF_DAY_HOUR("hh", "([0-9]{2})", "the hour, 01 to 12, with `a`"),
  SHORT_HALF_DAY_HOUR("h", "([0-9]{1,2})", "the hour, 1 to 12, with `a`"),
  MINUTE("mm", "([0-9]{2})", "the minute"),
  SECOND("ss", "([0-9]{2})", "the second"),
  FRACTION("SSS", "([0-9]{1,9})", "the fraction of a second, in any number of digits up to nine"),
  HALF_DAY("a", "([AaPp][Mm])", "AM or PM"),
  ZONE("XXX", "([Zz]|[+-][0-9]{2}:?[0-9]{2})", "the zone, `Z`, `+08:00` or `+0800`");

  private final String letters;
  private final String regex;
  private final String meaning;

  TimeLetters(String letters, String regex, String meaning) {
    this.letters = letters;
    this.regex = regex;
    this.meaning = meaning;
  }

  /** Returns the letters. */
  String letters() {
    return letters;
  }

  /** Returns a regular expression with one group. */
  String regex() {
    return regex;
  }

  /** Returns what stands there, in Markdown. */
  String meaning() {
    return meaning;
  }

  /** Returns the group of these letters; empty if there is none. */
  static Optional<TimeLetters> of(String letters) {
    return Arrays.stream(values()).filter(each -> each.letters.equals(letters)).findFirst();
  }
}
