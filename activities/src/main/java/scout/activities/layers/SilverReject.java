package scout.activities.layers;

import java.util.Arrays;

/** Why silver rejects a record. */
public enum SilverReject {
  KEY_INVALID("transaction_id or store_id is not a text or number of at most 200 bytes"),
  KEY_ROUNDED(
      "transaction_id, store_id or device_id is written with an exponent, so digits of it are"
          + " lost"),
  STORE_MISSING("store_id is missing"),
  TIMESTAMP_MISSING("timestamp is missing"),
  TIMESTAMP_INVALID(
      "timestamp is no date and time in ISO-8601 and no time since 1970, or there is no such day or"
          + " time"),
  TIMESTAMP_RANGE(
      "timestamp lies longer before the upload than SCOUT_MAX_AGE allows, or more than a day after"
          + " it"),
  AMOUNT_INVALID("amount is not a number in plain decimal notation, or has two readings"),
  AMOUNT_OVERFLOW("amount has more than eight digits before the decimal point"),
  CURRENCY_INVALID("currency is not a code of three letters"),
  PAYMENT_INVALID("payment_method is not a text"),
  DEVICE_INVALID("device_id is not a text or number of at most 200 bytes"),
  FIELD_MISSING("a field that the source declares as required is missing"),
  FIELD_INVALID(
      "a field's value is none of its type, format or values in the source's declaration"),
  LIST_INVALID("what the source declares as a list for a child table is no list"),
  ELEMENT_INVALID("an element of a list that the source declares for a child table is no object");

  private final String sentence;

  SilverReject(String sentence) {
    this.sentence = sentence;
  }

  /** Returns what is wrong, as a sentence. */
  public String sentence() {
    return sentence;
  }

  static String[] codes() {
    return Arrays.stream(values()).map(Enum::name).toArray(String[]::new);
  }

  static String[] sentences() {
    return Arrays.stream(values()).map(SilverReject::sentence).toArray(String[]::new);
  }
}
