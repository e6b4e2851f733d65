package scout.activities.layers;

import java.util.Arrays;

/** Why silver rejects a record. */
public enum SilverReject {
  KEY_INVALID("transaction_id or store_id is not a text or number of at most 200 bytes"),
  STORE_MISSING("store_id is missing"),
  TIMESTAMP_MISSING("timestamp is missing"),
  TIMESTAMP_INVALID(
      "timestamp is not a date and time in ISO-8601, or there is no such day or time"),
  TIMESTAMP_RANGE("timestamp lies before 2000 or more than a day after the upload"),
  AMOUNT_INVALID("amount is not a number in plain decimal notation"),
  AMOUNT_OVERFLOW("amount has more than eight digits before the decimal point"),
  CURRENCY_INVALID("currency is not a code of three letters"),
  PAYMENT_INVALID("payment_method is not a text"),
  DEVICE_INVALID("device_id is not a text or number of at most 200 bytes");

  private final String sentence;

  SilverReject(String sentence) {
    this.sentence = sentence;
  }

  /** What is wrong, in words. */
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
