package scout.models;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Which texts are values of a type of reference data; PostgreSQL then reads them alike. */
final class ReferenceValue {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,38}(\\.[0-9]{1,38})?");

  private ReferenceValue() {}

  static boolean fits(FieldType type, String cell) {
    try {
      return switch (type.kind()) {
        case INTEGER -> INTEGER.matcher(cell).matches();
        case DECIMAL -> DECIMAL.matcher(cell).matches() && isShort(new BigDecimal(cell), type);
        case BOOLEAN -> cell.equals("true") || cell.equals("false");
        case DATE -> year(LocalDate.parse(cell).getYear());
        case TIME -> year(OffsetDateTime.parse(cell).getYear());
        default -> cell.indexOf('\0') < 0;
      };
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isShort(BigDecimal value, FieldType type) {
    BigDecimal plain = value.stripTrailingZeros();
    return plain.scale() <= type.scale()
        && plain.precision() - plain.scale() <= type.precision() - type.scale();
  }

  private static boolean year(int year) {
    return year >= 1 && year <= 9999;
  }

  static String remedy(FieldType type) {
    return switch (type.kind()) {
      case INTEGER -> "Write digits alone, such as 12.";
      case DECIMAL -> "Write digits with a point, such as 12.50, not more than the type holds.";
      case BOOLEAN -> "Write true or false.";
      case DATE -> "Write it as 2025-06-10.";
      case TIME -> "Write it with its offset, as 2025-06-10T08:30:00+08:00.";
      default -> "Leave out characters that no text has.";
    };
  }
}
