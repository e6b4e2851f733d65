package scout.local.fit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import scout.activities.fields.PayloadField;

/** Describes problems that no setting solves, and who can solve them. */
final class FitAdvice {
  private static final Set<PayloadField> OF_SALES =
      Set.of(PayloadField.TRANSACTION_ID, PayloadField.TIMESTAMP, PayloadField.AMOUNT);
  private static final int FEWEST_WHOLE = 3;
  private static final int NAMES_SHOWN = 3;

  private final FieldScan scan;
  private final List<String> sentences = new ArrayList<>();

  private FitAdvice(FieldScan scan) {
    this.scan = scan;
  }

  /** Returns a sentence for each problem that the fields show. */
  static List<String> of(FieldScan scan, List<FieldGuess> guesses, boolean timeOfUpload) {
    FitAdvice advice = new FitAdvice(scan);
    boolean sales =
        guesses.stream()
            .filter(guess -> guess.how() != FieldGuess.How.MISSING)
            .anyMatch(guess -> OF_SALES.contains(guess.field()));
    if (scan.records() > 0 && !sales) {
      advice.sentences.add(
          "Nothing in the records looks like the id, the time or the amount of a sale.");
    } else if (scan.records() > 0) {
      for (FieldGuess guess : guesses) {
        advice.field(guess, FieldPlaces.of(scan, guess), timeOfUpload);
      }
    }
    advice.withoutPath();
    advice.sentences.addAll(UnreadAdvice.of(scan, guesses));
    return advice.sentences;
  }

  /** Returns a sentence on records that share an id in the trial; empty for none. */
  static Optional<String> ofSharedIds(TrialOutcome outcome) {
    return outcome.overridden() == 0
        ? Optional.empty()
        : Optional.of(
            outcome.overridden()
                + (outcome.overridden() == 1 ? " record shares its id" : " records share their ids")
                + " with a later record of the same file that says something else: a refund, a row of"
                + " items, or a counter that began again. Each sale needs an id of its own.");
  }

  /** Returns a sentence on a key that tells such sales apart; empty for none. */
  static Optional<String> ofKey(TrialOutcome outcome) {
    return outcome.key().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Sales of other stores, days or devices have the same id: declare key: "
                + outcome.key()
                + ", which tells them apart; fit --write writes it.");
  }

  private void field(FieldGuess guess, List<ScannedField> at, boolean timeOfUpload) {
    switch (guess.field()) {
      case TRANSACTION_ID -> {
        missing(at, "transaction_id", "the device must give each sale an id of its own");
        lostDigits(at);
      }
      case STORE_ID -> {
        missing(at, "store_id", "the device must say which store it stands in");
        lostDigits(at);
      }
      case TIMESTAMP -> {
        boolean unread = at.isEmpty() && !NamedTimes.of(scan).isEmpty();
        if (!timeOfUpload && !unread) {
          missing(at, "timestamp", "the device must write when a sale was");
        }
        times(at);
      }
      case AMOUNT -> amounts(at);
      case PAYMENT_METHOD -> inList(guess);
      default -> {
        // a sale without it is a sale
      }
    }
  }

  private void missing(List<ScannedField> at, String name, String remedy) {
    if (at.stream().allMatch(field -> field.filled().isEmpty())) {
      sentences.add("Nothing in the records looks like " + name + ": " + remedy + ".");
      return;
    }
    BitSet filled = new BitSet();
    at.forEach(field -> filled.or(field.filled()));
    int lacking = scan.records() - filled.cardinality();
    if (lacking > 0) {
      sentences.add(
          lacking + " of " + scan.records() + " records have no " + name + ": " + remedy + ".");
    }
  }

  private void withoutPath() {
    List<String> names =
        scan.fields().stream()
            .filter(field -> !field.inList() && !field.isNameable() && !field.filled().isEmpty())
            .map(field -> field.path().isBlank() ? "a member without a name" : field.shortPath())
            .toList();
    if (!names.isEmpty()) {
      sentences.add(
          "No path leads to "
              + String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())))
              + (names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "")
              + ": a path has at most 200 characters, none of them a control character, and no dot"
              + " in the name of a member that lies in another.");
    }
  }

  private void form(List<ScannedField> at, Predicate<ValueForm> which, String words) {
    for (ScannedField field : at) {
      int count = field.values(which);
      if (count > 0) {
        String example =
            field.values().stream()
                .filter(text -> which.test(ValueForm.ofText(text)))
                .findFirst()
                .map(text -> " such as " + text)
                .orElse("");
        sentences.add(
            field.path()
                + ": "
                + (count == 1 ? "1 value" : count + " values")
                + example
                + ", "
                + words);
      }
    }
  }

  private void lostDigits(List<ScannedField> at) {
    form(
        at,
        form -> form == ValueForm.ROUNDED,
        "last digits lost in a spreadsheet: export again, with the column as text.");
  }

  private void times(List<ScannedField> at) {
    form(
        at,
        form -> form == ValueForm.LOCAL_DATE,
        "days in a country's own order, which has two readings: let the device write"
            + " 2026-10-05T14:30:00+08:00, or declare the order for the source.");
    form(
        at,
        form -> form == ValueForm.TWELVE_HOUR,
        "12-hour times: let the device write 2026-10-05T14:30:00+08:00, or declare the form"
            + " for the source.");
    form(
        at,
        form -> form == ValueForm.FAR_YEAR,
        "years of another calendar: let the device write years of the common one.");
    form(
        at,
        form -> form == ValueForm.TEN_DIGITS,
        "ten digits as text: seconds since 1970 or a date without signs; they are read as"
            + " seconds only if that is within 400 days before the upload.");
    boolean onlyDays =
        at.stream()
                .filter(field -> !field.filled().isEmpty())
                .allMatch(field -> field.values().stream().noneMatch(text -> text.contains(":")))
            && at.stream().anyMatch(field -> field.count(ValueForm.EPOCH) == 0);
    if (onlyDays) {
      scan.fields().stream()
          .filter(field -> !field.filled().isEmpty())
          .filter(
              field ->
                  field.values().stream()
                      .allMatch(text -> text.matches("[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?.*")))
          .findFirst()
          .ifPresent(
              field ->
                  sentences.add(
                      field.path()
                          + " holds the time of the day apart from its date: Scout reads one field,"
                          + " so let the device write both into one."));
    }
  }

  private void amounts(List<ScannedField> at) {
    form(
        at,
        form -> form == ValueForm.ACCOUNTING,
        "amounts as accountants write them (thousands apart, a currency, brackets or the minus"
            + " behind): let the device write 1234.50, or declare format money (1,234.50) or comma"
            + " (1.234,50) for the source, if all are written so.");
    scan.fields().stream()
        .filter(ScannedField::reachable)
        .filter(MinorUnits::suspected)
        .filter(field -> FieldWords.scores(field.path()).get(PayloadField.AMOUNT) > 0.3)
        .forEach(
            field ->
                sentences.add(
                    field.path()
                        + " seems to hold cents (12550 for 125.50): a path alone would count a"
                        + " hundredfold, so none is proposed; declare minor(2) for the source."));
    for (ScannedField field : at) {
      int all = field.values(form -> true);
      if (all >= FEWEST_WHOLE
          && field.count(ValueForm.INTEGER) == all
          && field.values().stream().allMatch(text -> text.length() >= 3)
          && !MinorUnits.suspected(field)) {
        sentences.add(
            field.path()
                + " holds whole numbers alone, "
                + field.examples().stream().collect(Collectors.joining(", "))
                + ": if these are cents, they need a declaration, minor(2).");
      }
    }
  }

  private void inList(FieldGuess guess) {
    if (guess.how() != FieldGuess.How.MISSING) {
      return;
    }
    scan.fields().stream()
        .filter(field -> field.inList() && field.values(form -> true) > 0)
        .filter(field -> FieldWords.scores(field.path().replace("[]", "")).get(guess.field()) > 0.8)
        .findFirst()
        .ifPresent(
            field ->
                sentences.add(
                    field.path()
                        + " may be the payment method, but lies in a list, where no path leads:"
                        + " it stays empty."));
  }
}
