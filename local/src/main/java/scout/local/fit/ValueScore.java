package scout.local.fit;

import scout.activities.fields.PayloadField;

/** Scores how well the values at a path fit a field, 0 to 1. */
final class ValueScore {
  private static final int FEW_RECORDS = 8;

  private ValueScore() {}

  static double of(PayloadField field, ScannedField values) {
    int count = values.values(form -> true);
    if (count == 0) {
      return 0;
    }
    return switch (field) {
      case TRANSACTION_ID -> id(values, count);
      case STORE_ID, DEVICE_ID -> few(values, count);
      case TIMESTAMP ->
          Math.max(values.share(ValueForm::isReadTime), 0.75 * values.share(ValueForm::isTime));
      case AMOUNT -> amount(values);
      case CURRENCY -> values.share(form -> form == ValueForm.THREE_LETTERS);
      case PAYMENT_METHOD -> words(values, count);
    };
  }

  private static double id(ScannedField values, int count) {
    if (noKey(values)) {
      return 0;
    }
    double different = (double) values.distinct() / Math.min(count, 5_000);
    double score = count == 1 ? 0.8 : different > 0.95 ? 1 : different > 0.4 ? 0.6 : 0.1;
    // short numbers are each till's own counter
    return values.values().stream().allMatch(text -> text.length() <= 6) ? score * 0.5 : score;
  }

  private static double few(ScannedField values, int count) {
    if (noKey(values)) {
      return 0;
    }
    if (count < FEW_RECORDS) {
      return values.distinct() == 1 || count == 1 ? 0.9 : 0.7;
    }
    double different = (double) values.distinct() / count;
    return different <= 0.25 ? 1 : different <= 0.7 ? 0.7 : 0.4;
  }

  private static boolean noKey(ScannedField values) {
    return values.share(
                form ->
                    form.isReadTime() && form != ValueForm.EPOCH
                        || form == ValueForm.LOCAL_DATE
                        || form == ValueForm.TWELVE_HOUR
                        || form == ValueForm.DECIMAL_COMMA
                        || form == ValueForm.BOOLEAN)
            > 0.5
        || values.share(form -> form == ValueForm.DECIMAL) > 0.5 && !wholeNumbers(values);
  }

  /** Detects ids that passed through a column of floats: they end in .0. */
  private static boolean wholeNumbers(ScannedField values) {
    return values.values().stream().allMatch(text -> text.matches("[0-9]+([.]0)?"));
  }

  private static double amount(ScannedField values) {
    double numbers = values.share(ValueForm::isAmount);
    if (numbers < 0.5) {
      return 0;
    }
    return values.count(ValueForm.INTEGER) == values.values(form -> true)
        ? 0.75 * numbers
        : numbers;
  }

  private static double words(ScannedField values, int count) {
    double words =
        values.share(
            form ->
                form == ValueForm.WORDS
                    || form == ValueForm.THREE_LETTERS
                    || form == ValueForm.TEXT);
    boolean many = count >= FEW_RECORDS && values.distinct() > count / 2;
    return many ? words * 0.4 : words;
  }
}
