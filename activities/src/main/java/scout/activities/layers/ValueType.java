package scout.activities.layers;

import java.util.Locale;
import scout.activities.fields.PayloadField;

/** How a field's values are read; {@code typing.sql} has the SQL of each type. */
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

  /** Returns the suffix of its fragments' names. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
