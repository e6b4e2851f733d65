package scout.models;

import java.util.List;

/**
 * A column of a table, as PostgreSQL says.
 *
 * @param name as in {@code pg_attribute}, not quoted
 * @param type as {@code format_type} writes it, such as {@code numeric(12,2)}
 */
public record ModelColumn(String name, String type) {
  private static final List<String> NUMBERS =
      List.of("smallint", "integer", "bigint", "real", "double precision", "numeric");

  /** Any value of the type but NULL, in SQL. */
  String someValue() {
    return "CAST('" + text() + "' AS " + type + ")";
  }

  private String text() {
    if (type.endsWith("[]")) {
      return "{}";
    }
    if (NUMBERS.stream().anyMatch(type::startsWith)) {
      return "0";
    }
    return switch (type.replaceFirst("[ (].*", "")) {
      case "boolean" -> "false";
      case "date", "timestamp" -> "epoch";
      case "time" -> "00:00";
      case "interval" -> "0";
      case "uuid" -> "00000000-0000-0000-0000-000000000000";
      case "jsonb" -> "null";
      default -> "";
    };
  }
}
