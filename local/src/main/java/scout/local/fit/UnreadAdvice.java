package scout.local.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Names values and structures that no setting makes readable, each with an example. */
final class UnreadAdvice {
  private static final String DELIMITERS = ",;|\t^~";

  private UnreadAdvice() {}

  /** Returns a sentence for each. */
  static List<String> of(FieldScan scan, List<FieldGuess> guesses) {
    List<String> sentences = new ArrayList<>();
    singleColumn(scan).ifPresent(sentences::add);
    keyed(scan).ifPresent(sentences::add);
    for (FieldGuess guess : guesses) {
      List<ScannedField> at = FieldPlaces.of(scan, guess);
      switch (guess.field()) {
        case TIMESTAMP -> times(at.isEmpty() ? NamedTimes.of(scan) : at, sentences);
        case AMOUNT ->
            values(
                at,
                form -> !form.isAmount(),
                "no number that Scout reads: let the device write 1234.50.",
                sentences);
        case CURRENCY ->
            values(
                at,
                form -> form != ValueForm.THREE_LETTERS,
                "no code of three letters: let the device write it, or leave it out.",
                sentences);
        default -> {
          // every other text can be read
        }
      }
    }
    return sentences;
  }

  private static void times(List<ScannedField> at, List<String> sentences) {
    values(
        at,
        form -> !form.isTime(),
        "no time that Scout reads: let the device write 2026-10-05T14:30:00+08:00, or, where year,"
            + " month and day stand in it, declare its form for the source.",
        sentences);
    at.stream()
        .filter(NamedTimes::isList)
        .forEach(
            field ->
                sentences.add(
                    field.path()
                        + " holds a list in place of a time: let the device write"
                        + " 2026-10-05T14:30:00+08:00."));
  }

  private static void values(
      List<ScannedField> at, Predicate<ValueForm> which, String words, List<String> sentences) {
    for (ScannedField field : at) {
      List<String> unread =
          field.values().stream()
              .filter(text -> !ValueProposals.isWordForNone(text))
              .filter(text -> which.test(ValueForm.ofText(text)))
              .toList();
      if (!unread.isEmpty()) {
        String count = unread.size() == 1 ? "1 value" : unread.size() + " different values";
        sentences.add(
            field.path() + ": " + count + " such as " + shown(unread.get(0)) + ", " + words);
      }
    }
  }

  private static String shown(String value) {
    return ScannedField.shortened(value);
  }

  private static Optional<String> singleColumn(FieldScan scan) {
    if (scan.fields().size() != 1) {
      return Optional.empty();
    }
    return scan.fields()
        .get(0)
        .path()
        .chars()
        .filter(mark -> DELIMITERS.indexOf(mark) >= 0)
        .mapToObj(mark -> mark == '\t' ? "a tab" : "'" + (char) mark + "'")
        .findFirst()
        .map(
            mark ->
                "Each record is a single column, which "
                    + mark
                    + " seems to part: let the device write a comma, a semicolon, a tab or a"
                    + " vertical bar, and no quotes around whole rows.");
  }

  private static Optional<String> keyed(FieldScan scan) {
    return scan.fields().stream()
        .map(ScannedField::path)
        .filter(path -> path.contains(FieldScan.KEYED))
        .map(path -> path.substring(0, path.indexOf(FieldScan.KEYED)))
        .findFirst()
        .map(
            path ->
                (path.isEmpty() ? "The record" : path.substring(0, path.length() - 1))
                    + " holds objects under keys of their own, where no path leads: if they are"
                    + " sales, let the device write them as a list.");
  }
}
