package scout.activities.fields;

import java.util.Locale;

/** A field that Scout looks for in a record. */
public enum PayloadField {
  TRANSACTION_ID,
  STORE_ID,
  TIMESTAMP,
  AMOUNT,
  CURRENCY,
  PAYMENT_METHOD,
  DEVICE_ID;

  /** The payload's key when no path is set, e.g. {@code store_id}. */
  public String flatName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The setting that holds its paths, e.g. {@code SCOUT_PATHS_STORE_ID}. */
  public String setting() {
    return "SCOUT_PATHS_" + name();
  }
}
