package scout.activities.layers;

import java.util.Locale;
import scout.activities.fields.PayloadField;

/** How the values of a field are read; the SQL of each type is in {@code typing.sql}. */
enum ValueType {
  KEY,
  TIME,
  DECIMAL,
  CURRENCY,
  WORD;

  static ValueType of(PayloadField field) {
    return switch (field) {
      case TRANSACTION_ID, STORE_ID, DEVICE_ID -> KEY;
      case TIMESTAMP -> TIME;
      case AMOUNT -> DECIMAL;
      case CURRENCY -> CURRENCY;
      case PAYMENT_METHOD -> WORD;
    };
  }

  /** The end of the names of its fragments. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
