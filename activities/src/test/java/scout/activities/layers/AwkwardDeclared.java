package scout.activities.layers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Awkward values of fields that the source declares, and what becomes of them. */
public final class AwkwardDeclared {
  public static final String REQUIRED = "text, required: true";

  private static final String SECTION =
      """

      # Fields that you declare

      What becomes of a record with one such value in a field of its own, which the source declares
      as the heading says; a time is shown in UTC. With `else: null` the value becomes null wherever
      the table says `FIELD_INVALID`. Texts that stand for nothing (`SCOUT_NULLS`) are absent, an
      `="…"` around a text is taken away, and MongoDB's wrappers are looked into, as in Scout's own
      fields. Decimals are rounded half away from zero to the digits of their type.
      """;

  /** the declaration, JSON of its value (null: the field is absent), outcome */
  static final String[][] TABLE = {
    {"text", "\" Aspro Clear \"", "Aspro Clear"},
    {"text", "\"\u00c4rger\\u00a0\"", "\u00c4rger"},
    {"text", "\"+5\"", "+5"},
    {"text", "5", "5"},
    {"text", "1.50", "1.50"},
    {"text", "\"true\"", "true"},
    {"text", "\"=\\\"007\\\"\"", "007"},
    {"text", "\"{x}\"", "{x}"},
    {"text", "\"'; DROP TABLE scout.files; --\"", "'; DROP TABLE scout.files; --"},
    {"text", "{\"$oid\": \"66f0c0ff\"}", "66f0c0ff"},
    {"text", "\"" + "t".repeat(20_000) + "\"", "t".repeat(20_000)},
    {"text", "\"NULL\"", null},
    {"text", "\" \"", null},
    {"text", "null", null},
    {"text", null, null},
    {"text", "true", "FIELD_INVALID"},
    {"text", "{\"a\": 1}", "FIELD_INVALID"},
    {"text", "[\"a\"]", "FIELD_INVALID"},
    {"word", "\" Card \"", "card"},
    {"word", "\"\u00c4RGER\"", "\u00e4rger"},
    {"word", "5", "5"},
    {"word", "\"None\"", null},
    {"word", "true", "FIELD_INVALID"},
    {"key", "\" A-1 \"", "A-1"},
    {"key", "\"007.0\"", "007"},
    {"key", "1.0", "1"},
    {"key", "\"Cafe\\u0301\"", "Caf\u00e9"},
    {"key", "12345678901234567890", "12345678901234567890"},
    {"key", "\"" + "k".repeat(200) + "\"", "k".repeat(200)},
    {"key", "\"" + "k".repeat(201) + "\"", "FIELD_INVALID"},
    {"key", "\"1.2E+5\"", "FIELD_INVALID"},
    {"key", "{}", "FIELD_INVALID"},
    {"key", "false", "FIELD_INVALID"},
    {"integer", "5", "5"},
    {"integer", "\" 7 \"", "7"},
    {"integer", "\"+3\"", "3"},
    {"integer", "5.0", "5"},
    {"integer", "\"5.\"", "5"},
    {"integer", "-0", "0"},
    {"integer", "1e2", "100"},
    {"integer", "\"007\"", "7"},
    {"integer", "{\"$numberLong\": \"42\"}", "42"},
    {"integer", "9223372036854775807", "9223372036854775807"},
    {"integer", "-9223372036854775808", "-9223372036854775808"},
    {"integer", "9223372036854775808", "FIELD_INVALID"},
    {"integer", "1e400", "FIELD_INVALID"},
    {"integer", "5.5", "FIELD_INVALID"},
    {"integer", "\"1,000\"", "FIELD_INVALID"},
    {"integer", "\"1e2\"", "FIELD_INVALID"},
    {"integer", "\"0x10\"", "FIELD_INVALID"},
    {"integer", "\"\u0661\"", "FIELD_INVALID"},
    {"integer", "\"five\"", "FIELD_INVALID"},
    {"integer", "true", "FIELD_INVALID"},
    {"integer", "[]", "FIELD_INVALID"},
    {"integer", "\"n/a\"", null},
    {"integer", "\"\"", null},
    {"boolean", "true", "true"},
    {"boolean", "false", "false"},
    {"boolean", "\"True\"", "true"},
    {"boolean", "\" YES \"", "true"},
    {"boolean", "\"n\"", "false"},
    {"boolean", "1", "true"},
    {"boolean", "\"0\"", "false"},
    {"boolean", "1.0", "FIELD_INVALID"},
    {"boolean", "2", "FIELD_INVALID"},
    {"boolean", "\"on\"", "FIELD_INVALID"},
    {"boolean", "{}", "FIELD_INVALID"},
    {"boolean", "\"null\"", null},
    {"boolean", "\"\"", null},
    {"decimal(10,2)", "12.5", "12.50"},
    {"decimal(10,2)", "\" 12.50 \"", "12.50"},
    {"decimal(10,2)", "1e2", "100.00"},
    {"decimal(10,2)", "1.005", "1.01"},
    {"decimal(10,2)", "-0.005", "-0.01"},
    {"decimal(10,2)", "\".5\"", "0.50"},
    {"decimal(10,2)", "99999999.99", "99999999.99"},
    {"decimal(10,2)", "99999999.995", "FIELD_INVALID"},
    {"decimal(10,2)", "\"1." + "0".repeat(20_000) + "\"", "FIELD_INVALID"},
    {"decimal(10,2)", "\"1,234.50\"", "FIELD_INVALID"},
    {"decimal(10,2)", "\"12,50\"", "FIELD_INVALID"},
    {"decimal(10,2)", "\"\u20b1120.00\"", "FIELD_INVALID"},
    {"decimal(10,2)", "\"1e2\"", "FIELD_INVALID"},
    {"decimal(10,2)", "\"Infinity\"", "FIELD_INVALID"},
    {"decimal(10,2)", "true", "FIELD_INVALID"},
    {"decimal(10,2)", "\"NaN\"", null},
    {"decimal(10,2), format: money", "12.5", "12.50"},
    {"decimal(10,2), format: money", "-12.5", "-12.50"},
    {"decimal(10,2), format: money", "\"12.50\"", "12.50"},
    {"decimal(10,2), format: money", "\"1,234.50\"", "1234.50"},
    {"decimal(10,2), format: money", "\"1,234,567\"", "1234567.00"},
    {"decimal(10,2), format: money", "\"\u20b1120.00\"", "120.00"},
    {"decimal(10,2), format: money", "\"$ 5\"", "5.00"},
    {"decimal(10,2), format: money", "\"5 \u20ac\"", "5.00"},
    {"decimal(10,2), format: money", "\"PHP 1,200.00\"", "1200.00"},
    {"decimal(10,2), format: money", "\"120.00 EUR\"", "120.00"},
    {"decimal(10,2), format: money", "\"Rs. 5\"", "5.00"},
    {"decimal(10,2), format: money", "\"(12.50)\"", "-12.50"},
    {"decimal(10,2), format: money", "\"($12.50)\"", "-12.50"},
    {"decimal(10,2), format: money", "\"12.50-\"", "-12.50"},
    {"decimal(10,2), format: money", "\"-$5.00\"", "-5.00"},
    {"decimal(10,2), format: money", "\"$-5.00\"", "-5.00"},
    {"decimal(10,2), format: money", "\"+5\"", "5.00"},
    {"decimal(10,2), format: money", "\".5\"", "0.50"},
    {"decimal(10,2), format: money", "\"1,23\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"12,34,567\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"1.234,50\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"--5\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"-5-\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"(-5)\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"(5\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"$5\u20ac\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"5 %\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"12.50 CR\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"12.50dr.\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"Cr 12.50\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"CRC 12.50\"", "12.50"},
    {"decimal(10,2), format: money", "\"free\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"$\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"999,999,999.00\"", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "true", "FIELD_INVALID"},
    {"decimal(10,2), format: money", "\"\"", null},
    {"decimal(10,2), format: comma", "\"1.234,50\"", "1234.50"},
    {"decimal(10,2), format: comma", "\"12,50\"", "12.50"},
    {"decimal(10,2), format: comma", "\"-12,5\"", "-12.50"},
    {"decimal(10,2), format: comma", "\",5\"", "0.50"},
    {"decimal(10,2), format: comma", "\"1.234\"", "1234.00"},
    {"decimal(10,2), format: comma", "12.5", "12.50"},
    {"decimal(10,2), format: comma", "\"12.50\"", "FIELD_INVALID"},
    {"decimal(10,2), format: comma", "\"1,234.50\"", "FIELD_INVALID"},
    {"decimal(10,2), format: minor(2)", "1234", "12.34"},
    {"decimal(10,2), format: minor(2)", "\"1234\"", "12.34"},
    {"decimal(10,2), format: minor(2)", "-5", "-0.05"},
    {"decimal(10,2), format: minor(2)", "0", "0.00"},
    {"decimal(10,2), format: minor(2)", "12.5", "FIELD_INVALID"},
    {"decimal(10,2), format: minor(2)", "\"12,34\"", "FIELD_INVALID"},
    {"date", "\"2025-06-10\"", "2025-06-10"},
    {"date", "\"1925-01-01\"", "1925-01-01"},
    {"date", "\"2025-06-10T23:30:00Z\"", "2025-06-11"},
    {"date", "\"2025-06-10 23:30\"", "2025-06-10"},
    {"date", "1749556800", "2025-06-10"},
    {"date", "{\"$date\": \"2025-06-10T12:00:00Z\"}", "2025-06-10"},
    {"date", "\"2025-02-30\"", "FIELD_INVALID"},
    {"date", "\"0000-01-01\"", "FIELD_INVALID"},
    {"date", "\"10.06.2025\"", "FIELD_INVALID"},
    {"date", "\"20250610\"", "FIELD_INVALID"},
    {"date", "\"today\"", "FIELD_INVALID"},
    {"date", "\"a\u00e4\u00e4a-01-01\"", "FIELD_INVALID"},
    {"date", "\"\"", null},
    {"date, formats: [dd.MM.yyyy]", "\"10.06.2025\"", "2025-06-10"},
    {"date, formats: [dd.MM.yyyy]", "\"31.02.2025\"", "FIELD_INVALID"},
    {"date, formats: [dd.MM.yyyy]", "\"1.6.2025\"", "FIELD_INVALID"},
    {"date, formats: [dd.MM.yyyy]", "\"2025-06-10\"", "FIELD_INVALID"},
    {"date, formats: [dd.MM.yyyy]", "1749556800", "FIELD_INVALID"},
    {"time", "\"2025-06-10T12:00:00Z\"", "2025-06-10 12:00:00"},
    {"time", "\"2025-06-10 12:00:00\"", "2025-06-10 10:00:00"},
    {"time", "\"2025-03-30T02:30:00\"", "2025-03-30 01:30:00"},
    {"time", "\"1925-01-01T00:00:00Z\"", "1925-01-01 00:00:00"},
    {"time", "\"2125-01-01T00:00:00Z\"", "2125-01-01 00:00:00"},
    {"time", "1749556800", "2025-06-10 12:00:00"},
    {"time", "\"2025-06-10T25:00:00Z\"", "FIELD_INVALID"},
    {"time", "\"10.06.2025 12:00\"", "FIELD_INVALID"},
    {"time", "\"now\"", "FIELD_INVALID"},
    {"time", "true", "FIELD_INVALID"},
    {"time", "\"null\"", null},
    {"time, formats: [iso, \"dd.MM.yyyy HH:mm\"]", "\"10.06.2025 12:00\"", "2025-06-10 10:00:00"},
    {"time, formats: [iso, \"dd.MM.yyyy HH:mm\"]", "\"30.03.2025 02:30\"", "2025-03-30 01:30:00"},
    {
      "time, formats: [iso, \"dd.MM.yyyy HH:mm\"]",
      "\"2025-06-10T12:00:00Z\"",
      "2025-06-10 12:00:00"
    },
    {"time, formats: [iso, \"dd.MM.yyyy HH:mm\"]", "\"31.02.2025 12:00\"", "FIELD_INVALID"},
    {"time, formats: [iso, \"dd.MM.yyyy HH:mm\"]", "\"10.06.2025 24:30\"", "FIELD_INVALID"},
    {"time, formats: [iso, \"dd.MM.yyyy HH:mm\"]", "1749556800", "FIELD_INVALID"},
    {"time, formats: [\"M/d/yyyy h:mm a\"]", "\"6/1/2025 2:05 PM\"", "2025-06-01 12:05:00"},
    {"time, formats: [\"M/d/yyyy h:mm a\"]", "\"12/31/2025 12:00 am\"", "2025-12-30 23:00:00"},
    {"time, formats: [\"M/d/yyyy h:mm a\"]", "\"6/1/2025 13:05 PM\"", "FIELD_INVALID"},
    {"time, formats: [\"M/d/yyyy h:mm a\"]", "\"6/1/2025\"", "FIELD_INVALID"},
    {"time, formats: [yyyyMMddHHmmss, epoch]", "\"20250610120000\"", "2025-06-10 10:00:00"},
    {"time, formats: [yyyyMMddHHmmss, epoch]", "20250610120000", "2025-06-10 10:00:00"},
    {"time, formats: [yyyyMMddHHmmss, epoch]", "1749556800", "2025-06-10 12:00:00"},
    {"time, formats: [yyyyMMddHHmmss, epoch]", "\"2025-06-10T12:00:00Z\"", "FIELD_INVALID"},
    {
      "time, formats: [\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\"]",
      "\"2025-06-10T12:00:00.5+02:00\"",
      "2025-06-10 10:00:00.5"
    },
    {"currency", "\" eur \"", "EUR"},
    {"currency", "\"EURO\"", "FIELD_INVALID"},
    {"currency", "\"\u20ac\"", "FIELD_INVALID"},
    {"currency", "978", "FIELD_INVALID"},
    {"currency", "\"\"", null},
    {"json", "{\"a\": [1, 2]}", "{\"a\": [1, 2]}"},
    {"json", "[]", "[]"},
    {"json", "\"\"", "\"\""},
    {"json", "5", "5"},
    {"json", "null", null},
    {"json", null, null},
    {"word, one_of: [male, female]", "\" Male \"", "male"},
    {"word, one_of: [male, female]", "\"robot\"", "FIELD_INVALID"},
    {"word, one_of: [male, female]", "\"\"", null},
    {"integer, one_of: [1, 2]", "2.0", "2"},
    {"integer, one_of: [1, 2]", "3", "FIELD_INVALID"},
    {"integer, default: 1", "3", "3"},
    {"integer, default: 1", "null", "1"},
    {"integer, default: 1", "\"n/a\"", "1"},
    {"integer, default: 1", null, "1"},
    {"integer, default: 1", "\"many\"", "FIELD_INVALID"},
    {"integer, else: null", "3", "3"},
    {"integer, else: null", "\"many\"", null},
    {"integer, else: null, default: 1", "\"many\"", null},
    {"integer, else: null, default: 1", null, "1"},
    {REQUIRED, "\"a\"", "a"},
    {REQUIRED, "\" \"", "FIELD_MISSING"},
    {REQUIRED, "null", "FIELD_MISSING"},
    {REQUIRED, null, "FIELD_MISSING"},
    {REQUIRED, "{}", "FIELD_INVALID"},
    {"time, fallback: uploaded_at", null, "2025-11-10 12:00:00"},
    {"time, fallback: uploaded_at", "\"soon\"", "FIELD_INVALID"},
  };

  private AwkwardDeclared() {}

  /** The declarations, each once. */
  static List<String> declarations() {
    Set<String> all = new LinkedHashSet<>();
    for (String[] row : TABLE) {
      all.add(row[0]);
    }
    return List.copyOf(all);
  }

  /** The column that has this declaration. */
  public static String column(String declaration) {
    return "own" + declarations().indexOf(declaration);
  }

  /** A source with a column for each declaration. */
  public static String source() {
    StringBuilder source = new StringBuilder("source: edge_transactions\nfields:\n");
    for (String declaration : declarations()) {
      String column = column(declaration);
      String type = declaration.replaceFirst("^(decimal\\([^)]*\\))", "\"$1\"");
      source.append("  %s: {type: %s, from: [%s]}\n".formatted(column, type, column));
    }
    return source.toString();
  }

  /** A record with each value, in the order of the table. */
  public static List<String> records() {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < TABLE.length; i++) {
      ObjectNode record = new ObjectMapper().createObjectNode();
      record.put("transaction_id", "T" + i);
      record.put("store_id", "S1");
      record.put("timestamp", "2025-06-10T12:00:00Z");
      record.put(column(REQUIRED), "a");
      if (TABLE[i][1] == null) {
        record.remove(column(TABLE[i][0]));
      } else {
        record.putRawValue(column(TABLE[i][0]), new RawValue(TABLE[i][1]));
      }
      records.add(record.toString());
    }
    return records;
  }

  /** Their part of the page. */
  static String page() {
    StringBuilder page = new StringBuilder(SECTION);
    String declaration = "";
    for (String[] row : TABLE) {
      if (!row[0].equals(declaration)) {
        declaration = row[0];
        page.append("\n## ").append(declaration).append("\n\n| value | outcome |\n|---|---|\n");
      }
      page.append(AwkwardValuesTest.line(row[1], row[2]));
    }
    return page.toString();
  }
}
