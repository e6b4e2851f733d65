package scout.activities.layers;

import java.util.Locale;

/** A field that silver reads from the payload. */
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
