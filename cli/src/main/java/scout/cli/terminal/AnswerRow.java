package scout.cli.terminal;

import java.sql.ResultSetMetaData;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * One row of an answer: column name to value, in the order of the columns.
 *
 * @param values text, numbers, booleans, {@link Instant} or null
 */
public record AnswerRow(Map<String, Object> values) {
  /** Maps each column of a result unchanged; cuts times to the millisecond. */
  public static final RowMapper<AnswerRow> MAPPER =
      (result, context) -> {
        ResultSetMetaData meta = result.getMetaData();
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          Object value =
              switch (meta.getColumnType(i)) {
                case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                    instant(result.getTimestamp(i));
                case Types.BIGINT,
                    Types.INTEGER,
                    Types.SMALLINT,
                    Types.NUMERIC,
                    Types.BIT,
                    Types.BOOLEAN ->
                    result.getObject(i);
                default -> result.getString(i);
              };
          values.put(meta.getColumnLabel(i), value);
        }
        return new AnswerRow(values);
      };

  public AnswerRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  private static Instant instant(Timestamp time) {
    return time == null ? null : time.toInstant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The value as text; null if it is null. */
  public String text(String column) {
    Object value = values.get(column);
    return value == null ? null : value.toString();
  }

  /** The number; throws NullPointerException if it is null. */
  public long number(String column) {
    return ((Number) values.get(column)).longValue();
  }

  /** True only if the column is true. */
  public boolean flag(String column) {
    return Boolean.TRUE.equals(values.get(column));
  }

  /** True if a boolean column is false; NULL is neither. */
  public boolean isFalse(String column) {
    return Boolean.FALSE.equals(values.get(column));
  }
}
