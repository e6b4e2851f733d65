package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a record with one awkward value. The clocks of Vienna went from 2:00 to 3:00 on
 * 2025-03-30 and from 3:00 to 2:00 on 2025-10-26.
 */
class AwkwardValuesTest {
  private static final String UPLOADED = "2025-11-10T12:00:00Z";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LONG_KEY = "k".repeat(6_000);

  private static final Path PAGE = Path.of("../docs/typing.md");
  private static final String INTRODUCTION =
      """
      # What becomes of awkward values

      A record with one such value, all its other fields being sound, in the business time zone
      Europe/Vienna, in a file uploaded at 2025-11-10T12:00:00Z. A value becomes what stands beside
      it (a time is shown in UTC), or the record is rejected with the code, which
      [codes](codes.md) explains; `unkeyed` records are kept in bronze and counted. Nothing stops
      the rest of the file. Dates are those of the calendar, in the extended form of ISO-8601
      (2025-06-10, not 20250610), or seconds, milli-, micro- or nanoseconds since 1970. In a file
      whose columns are parted by `;`, or with `SCOUT_DECIMAL=comma`, `12,50` is 12.50; a comma or
      point with three digits behind it has two readings there, and is rejected.
      A test runs every line; `mvn -pl activities -am test
      -Dtest=AwkwardValuesTest,AwkwardDeclaredTest -Dsurefire.failIfNoSpecifiedTests=false -Dscout.write=true` writes
      the page anew.

      The clocks of Vienna went from 2:00 to 3:00 on 2025-03-30, and from 3:00 to 2:00 on 2025-10-26.
      """;

  /** field, JSON of its value (null: the field is absent), outcome */
  private static final String[][] TABLE = {
    {"timestamp", "\"2025-06-10T12:00:00Z\"", "2025-06-10 12:00:00"},
    {"timestamp", "\"2025-06-10T12:00:00.123456Z\"", "2025-06-10 12:00:00.123456"},
    {"timestamp", "\"2025-06-10T12:00:00.123456789Z\"", "2025-06-10 12:00:00.123457"},
    {"timestamp", "\" 2025-06-10T12:00:00+02:00 \"", "2025-06-10 10:00:00"},
    {"timestamp", "\"2025-06-10T12:00:00-0330\"", "2025-06-10 15:30:00"},
    {"timestamp", "\"2025-06-10T12:00+02\"", "2025-06-10 10:00:00"},
    {"timestamp", "\"2025-06-10T12:00:00+14:00\"", "2025-06-09 22:00:00"},
    {"timestamp", "\"2025-06-10T12:00:00-12:00\"", "2025-06-11 00:00:00"},
    {"timestamp", "\"2025-06-10T12:00:00-00:00\"", "2025-06-10 12:00:00"},
    {"timestamp", "\"2025-06-10T12:00:00,5Z\"", "2025-06-10 12:00:00.5"},
    {"timestamp", "\"2025-06-10T12:00:00,25\"", "2025-06-10 10:00:00.25"},
    {"timestamp", "\"2025-06-10T23:59:59.9999999Z\"", "2025-06-11 00:00:00"},
    {"timestamp", "\"\\u00a02025-06-10T12:00:00Z\\u00a0\"", "2025-06-10 12:00:00"},
    {"timestamp", "\"2025-06-10t12:00:00z\"", "2025-06-10 12:00:00"},
    {"timestamp", "\"2025-06-10 12:00:00\"", "2025-06-10 10:00:00"},
    {"timestamp", "\"2025-06-10T12:00\"", "2025-06-10 10:00:00"},
    {"timestamp", "\"2025-01-10\"", "2025-01-09 23:00:00"},
    {"timestamp", "\"2025-06-10T24:00:00\"", "2025-06-10 22:00:00"},
    {"timestamp", "\"2025-06-10T23:59:60Z\"", "2025-06-11 00:00:00"},
    {"timestamp", "\"2024-02-29T12:00:00Z\"", "2024-02-29 12:00:00"},
    // the hour that is skipped, and the one that comes twice
    {"timestamp", "\"2025-03-30T01:59:59\"", "2025-03-30 00:59:59"},
    {"timestamp", "\"2025-03-30T02:30:00\"", "2025-03-30 01:30:00"},
    {"timestamp", "\"2025-03-30T03:00:00\"", "2025-03-30 01:00:00"},
    {"timestamp", "\"2025-10-26T02:30:00\"", "2025-10-26 01:30:00"},
    {"timestamp", "\"2025-10-26T02:30:00+02:00\"", "2025-10-26 00:30:00"},
    {"timestamp", "\"2025-10-26T02:30:00+01:00\"", "2025-10-26 01:30:00"},
    {"timestamp", "\"2025-10-26T03:00:00\"", "2025-10-26 02:00:00"},
    // ten years before the upload, a day after it, and clocks that are years off
    {"timestamp", "\"2016-06-10T12:00:00Z\"", "2016-06-10 12:00:00"},
    {"timestamp", "\"2015-11-11T12:00:00Z\"", "2015-11-11 12:00:00"},
    {"timestamp", "\"2015-11-11T11:59:59Z\"", "TIMESTAMP_RANGE"},
    {"timestamp", "\"2000-01-01T00:00:00\"", "TIMESTAMP_RANGE"},
    {"timestamp", "\"2025-11-11T12:00:00Z\"", "2025-11-11 12:00:00"},
    {"timestamp", "\"2025-11-11T12:00:01Z\"", "TIMESTAMP_RANGE"},
    {"timestamp", "\"1999-12-31T22:59:59Z\"", "TIMESTAMP_RANGE"},
    {"timestamp", "\"1970-01-01T00:00:00Z\"", "TIMESTAMP_RANGE"},
    {"timestamp", "\"2036-01-01T00:00:00Z\"", "TIMESTAMP_RANGE"},
    {"timestamp", "\"9999-12-31T23:59:59Z\"", "TIMESTAMP_RANGE"},
    {"timestamp", "\"2025-02-29T12:00:00Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-02-30\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-13-01T00:00:00Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T25:00:00Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T12:61:00Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T24:00:01Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T23:59:61Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T12:00:00+25:00\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T12:00:00+02:60\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T12:00:00.\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T12:00:00.1.2Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T12:00:00 Z\"", "2025-06-10 12:00:00"},
    {"timestamp", "\"2025-06-10 12:00:00 +02:00\"", "2025-06-10 10:00:00"},
    {"timestamp", "\"2025-06-10 12:00:00.123 -0330\"", "2025-06-10 15:30:00.123"},
    {"timestamp", "\"2025-06-10 12:00:00 UTC\"", "2025-06-10 12:00:00"},
    {"timestamp", "\"2025-06-10T12:00:00UTC\"", "2025-06-10 12:00:00"},
    {"timestamp", "\"2025-06-10\\u00a012:00:00\\u202fUTC\"", "2025-06-10 12:00:00"},
    {"timestamp", "\"2025-06-10 UTC\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T12:00:00  Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"=\\\"2025-06-10T12:00:00Z\\\"\"", "2025-06-10 12:00:00"},
    {"timestamp", "\"2025-06-10  12:00:00\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-6-10T12:00:00Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-00T12:00:00Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"10000-01-01T00:00:00Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"\uff12\uff10\uff12\uff15-06-10T12:00:00Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T12:00:00+99:00\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"0000-01-01T00:00:00Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"12025-06-10T12:00:00Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"-2025-06-10T12:00:00Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"now\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"today\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"epoch\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"infinity\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"-infinity\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"03/04/2024\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"10.06.2025 12:00\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"June 10, 2025\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"yesterday\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"allballs\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"J2460837\"", "TIMESTAMP_INVALID"},
    // ten digits as text: within 400 days before the upload, else a date as devices write it
    {"timestamp", "\"1749556800\"", "2025-06-10 12:00:00"},
    {"timestamp", "\"1728216000\"", "2024-10-06 12:00:00"},
    {"timestamp", "\"1728215999\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"1762862401\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"1006251200\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"1749556800.5\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"1749556800123\"", "2025-06-10 12:00:00.123"},
    {"timestamp", "\"1749556800123456\"", "2025-06-10 12:00:00.123456"},
    {"timestamp", "\"1749556800123456789\"", "2025-06-10 12:00:00.123457"},
    {"timestamp", "\"174955680012\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"20250610\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-161\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"20250610T120000Z\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T12:00:00 Europe/Vienna\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T12:00:00Z\\n2025\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-06-10T12:00:00Z BC\"", "TIMESTAMP_INVALID"},
    {"timestamp", "\"2025-W24-2\"", "TIMESTAMP_INVALID"},
    {"timestamp", "1749556800", "2025-06-10 12:00:00"},
    {"timestamp", "1749556800.25", "2025-06-10 12:00:00.25"},
    {"timestamp", "1749556800123", "2025-06-10 12:00:00.123"},
    {"timestamp", "1749556800123456", "2025-06-10 12:00:00.123456"},
    {"timestamp", "1749556800123456789", "2025-06-10 12:00:00.123457"},
    {"timestamp", "1006251200", "TIMESTAMP_RANGE"},
    {"timestamp", "0", "TIMESTAMP_INVALID"},
    {"timestamp", "174955680", "TIMESTAMP_INVALID"},
    {"timestamp", "-1749556800", "TIMESTAMP_INVALID"},
    {"timestamp", "{\"$date\": \"2025-06-10T12:00:00Z\"}", "2025-06-10 12:00:00"},
    {"timestamp", "{\"$date\": 1749556800123}", "2025-06-10 12:00:00.123"},
    {"timestamp", "{\"$date\": {\"$numberLong\": \"1749556800123\"}}", "2025-06-10 12:00:00.123"},
    {"timestamp", "{\"$date\": 1749556800}", "TIMESTAMP_RANGE"},
    {"timestamp", "{\"$numberLong\": \"1749556800\"}", "2025-06-10 12:00:00"},
    {"timestamp", "{\"$date\": null}", "TIMESTAMP_MISSING"},
    {"timestamp", "{\"$date\": \"2025-06-10T12:00:00Z\", \"zone\": 1}", "TIMESTAMP_INVALID"},
    {"timestamp", "\"null\"", "TIMESTAMP_MISSING"},
    {"timestamp", "\" N/A \"", "TIMESTAMP_MISSING"},
    {"timestamp", "\"\\\\N\"", "TIMESTAMP_MISSING"},
    {"timestamp", "\"=\\\"\\\"\"", "TIMESTAMP_MISSING"},
    {"timestamp", "true", "TIMESTAMP_INVALID"},
    {"timestamp", "{\"at\": 1}", "TIMESTAMP_INVALID"},
    {"timestamp", "[]", "TIMESTAMP_INVALID"},
    {"timestamp", "null", "TIMESTAMP_MISSING"},
    {"timestamp", null, "TIMESTAMP_MISSING"},
    {"timestamp", "\"\"", "TIMESTAMP_MISSING"},
    {"timestamp", "\" \\t \"", "TIMESTAMP_MISSING"},
    {"amount", "12.5", "12.50"},
    {"amount", "\"12.5\"", "12.50"},
    {"amount", "\" 12.50 \"", "12.50"},
    {"amount", "\"+3\"", "3.00"},
    {"amount", "\".5\"", "0.50"},
    {"amount", "\"5.\"", "5.00"},
    {"amount", "\" +5 \"", "5.00"},
    {"amount", "\"\\t12.50\\n\"", "12.50"},
    {"amount", "1.0", "1.00"},
    {"amount", "-12.5", "-12.50"},
    {"amount", "1.005", "1.01"},
    {"amount", "1.00499999999999999999", "1.00"},
    {"amount", "0.1e-500", "0.00"},
    {"amount", "0.005", "0.01"},
    {"amount", "-0.005", "-0.01"},
    {"amount", "\"2.345\"", "2.35"},
    {"amount", "\"-2.345\"", "-2.35"},
    {"amount", "-0.004", "0.00"},
    {"amount", "\"-0\"", "0.00"},
    {"amount", "1e2", "100.00"},
    {"amount", "99999999.99", "99999999.99"},
    {"amount", "99999999.994", "99999999.99"},
    {"amount", "-99999999.994", "-99999999.99"},
    {"amount", "\"0000000000000001.00\"", "1.00"},
    {"amount", "\"1." + "0".repeat(20_000) + "\"", "AMOUNT_OVERFLOW"},
    {"amount", "99999999.995", "AMOUNT_OVERFLOW"},
    {"amount", "-99999999.995", "AMOUNT_OVERFLOW"},
    {"amount", "\"100000000\"", "AMOUNT_OVERFLOW"},
    {"amount", "1e400", "AMOUNT_OVERFLOW"},
    {"amount", "\"" + "9".repeat(200_000) + "\"", "AMOUNT_OVERFLOW"},
    {"amount", "\"1e2\"", "AMOUNT_INVALID"},
    {"amount", "\"1e5\"", "AMOUNT_INVALID"},
    {"amount", "\"1E400\"", "AMOUNT_INVALID"},
    {"amount", "\"1.5.2\"", "AMOUNT_INVALID"},
    {"amount", "\"1'000.00\"", "AMOUNT_INVALID"},
    {"amount", "\"+ 5\"", "AMOUNT_INVALID"},
    {"amount", "\"12.5\\n0\"", "AMOUNT_INVALID"},
    {"amount", "\"\u221212.50\"", "AMOUNT_INVALID"},
    {"amount", "\"0b11\"", "AMOUNT_INVALID"},
    {"amount", "\"0o17\"", "AMOUNT_INVALID"},
    {"amount", "\"12,50\"", "AMOUNT_INVALID"},
    {"amount", "\"1 000\"", "AMOUNT_INVALID"},
    {"amount", "\"1_000\"", "AMOUNT_INVALID"},
    {"amount", "\"0x10\"", "AMOUNT_INVALID"},
    {"amount", "\"NaN\"", null},
    {"amount", "\"NULL\"", null},
    {"amount", "\"None\"", null},
    {"amount", "\"\\\\N\"", null},
    {"amount", "\"=\\\"12.50\\\"\"", "12.50"},
    {"amount", "{\"$numberDecimal\": \"12.50\"}", "12.50"},
    {"amount", "{\"$numberDouble\": \"NaN\"}", null},
    {"amount", "{\"$numberInt\": \"12\"}", "12.00"},
    {"amount", "\"1,234.50\"", "AMOUNT_INVALID"},
    {"amount", "\"1,234\"", "AMOUNT_INVALID"},
    {"amount", "\"1.234\"", "1.23"},
    {"amount", "\"₱120.00\"", "AMOUNT_INVALID"},
    {"amount", "\"(12.50)\"", "AMOUNT_INVALID"},
    {"amount", "\"12.50-\"", "AMOUNT_INVALID"},
    {"amount", "\"Infinity\"", "AMOUNT_INVALID"},
    {"amount", "\"-inf\"", "AMOUNT_INVALID"},
    {"amount", "\"12.50 EUR\"", "AMOUNT_INVALID"},
    {"amount", "\"١٢\"", "AMOUNT_INVALID"},
    {"amount", "\".\"", "AMOUNT_INVALID"},
    {"amount", "\"--1\"", "AMOUNT_INVALID"},
    {"amount", "true", "AMOUNT_INVALID"},
    {"amount", "{}", "AMOUNT_INVALID"},
    {"amount", "[1]", "AMOUNT_INVALID"},
    {"amount", "null", null},
    {"amount", null, null},
    {"amount", "\" \"", null},
    {"amount", "\"\"", null},
    {"currency", "\" eur \"", "EUR"},
    {"currency", "\"\\u00a0CHF\"", "CHF"},
    {"currency", "\"uSd\"", "USD"},
    {"currency", "\"\"", null},
    {"currency", "null", null},
    {"currency", null, null},
    {"currency", "\" \"", null},
    {"currency", "\"nan\"", null},
    {"currency", "\"N/A\"", null},
    {"currency", "\"none\"", null},
    {"currency", "\"=\\\"EUR\\\"\"", "EUR"},
    {"currency", "\"NAD\"", "NAD"},
    {"currency", "\"EU\"", "CURRENCY_INVALID"},
    {"currency", "\"123\"", "CURRENCY_INVALID"},
    {"currency", "\"€\"", "CURRENCY_INVALID"},
    {"currency", "\"EURO\"", "CURRENCY_INVALID"},
    {"currency", "\"E R\"", "CURRENCY_INVALID"},
    {"currency", "\"\u0130NR\"", "CURRENCY_INVALID"},
    {"currency", "\"\u0131nr\"", "CURRENCY_INVALID"},
    {"currency", "\"\u00dfu\"", "CURRENCY_INVALID"},
    {"currency", "\"\uff25\uff35\uff32\"", "CURRENCY_INVALID"},
    {"currency", "[\"EUR\"]", "CURRENCY_INVALID"},
    {"currency", "\"E1R\"", "CURRENCY_INVALID"},
    {"currency", "\"uſd\"", "CURRENCY_INVALID"},
    {"currency", "\"EUR\\nX\"", "CURRENCY_INVALID"},
    {"currency", "978", "CURRENCY_INVALID"},
    {"currency", "false", "CURRENCY_INVALID"},
    {"payment_method", "\" Card \"", "card"},
    {"payment_method", "\"\u00c4RGER \u0141\u00d3D\u0179\"", "\u00e4rger \u0142\u00f3d\u017a"},
    {"payment_method", "\"STRASSE \u00df\"", "strasse \u00df"},
    {"payment_method", "\"\\t\\u00a0 \"", null},
    {"payment_method", "5", "5"},
    {"payment_method", "\"\"", null},
    {"payment_method", "null", null},
    {"payment_method", null, null},
    {"payment_method", "\"None\"", null},
    {"payment_method", "\"nothing\"", "nothing"},
    {"payment_method", "\"true\"", "true"},
    {"payment_method", "\"=\\\"Card\\\"\"", "card"},
    {"payment_method", "\"{x}\"", "{x}"},
    {"payment_method", "\"Card \\u00a0\"", "card"},
    {"payment_method", "true", "PAYMENT_INVALID"},
    {"payment_method", "{\"type\": \"card\"}", "PAYMENT_INVALID"},
    {"store_id", "\" S 9 \"", "S 9"},
    {"store_id", "42", "42"},
    {"store_id", "1", "1"},
    {"store_id", "1.0", "1"},
    {"store_id", "\"007.0\"", "007"},
    {"store_id", "\"S1.0\"", "S1.0"},
    {"store_id", "\"1.00\"", "1.00"},
    {"store_id", "\"n/a\"", "STORE_MISSING"},
    {"store_id", "\"nan\"", "STORE_MISSING"},
    {"store_id", "\"none 1\"", "none 1"},
    {"store_id", "\"true\"", "true"},
    {"store_id", "\"=\\\"007\\\"\"", "007"},
    {"store_id", "\"1.2E+5\"", "KEY_ROUNDED"},
    {"store_id", "\"Cafe\\u0301\"", "Café"},
    {"store_id", "{\"$numberLong\": \"42\"}", "42"},
    {"store_id", "-0", "0"},
    {"store_id", "\"001\"", "001"},
    {"store_id", "\"\\u000b\\f\\r\\n\\tS 9\\u00a0\"", "S 9"},
    {"store_id", "\"\\u200bS\"", "\u200bS"},
    {"store_id", "1.50", "1.50"},
    {"store_id", "1e2", "100"},
    {"store_id", "null", "STORE_MISSING"},
    {"store_id", null, "STORE_MISSING"},
    {"store_id", "\"  \"", "STORE_MISSING"},
    {"store_id", "true", "KEY_INVALID"},
    {"store_id", "[\"S\"]", "KEY_INVALID"},
    {"store_id", "{}", "KEY_INVALID"},
    {"store_id", "\" " + "s".repeat(200) + " \"", "s".repeat(200)},
    {"store_id", "\"" + "s".repeat(200) + "\"", "s".repeat(200)},
    {"store_id", "\"" + "s".repeat(201) + "\"", "KEY_INVALID"},
    {"store_id", "\"" + "ö".repeat(100) + "\"", "ö".repeat(100)},
    {"store_id", "\"" + "ö".repeat(101) + "\"", "KEY_INVALID"},
    {"device_id", "\" d-1 \"", "d-1"},
    {"device_id", "17", "17"},
    {"device_id", "null", "till-1"},
    {"device_id", null, "till-1"},
    {"device_id", "\"" + "d".repeat(200) + "\"", "d".repeat(200)},
    {"device_id", "\"" + "d".repeat(201) + "\"", "DEVICE_INVALID"},
    {"device_id", "\"\"", "till-1"},
    {"device_id", "\"None\"", "till-1"},
    {"device_id", "\"=\\\"d-1\\\"\"", "d-1"},
    {"device_id", "\"17.0\"", "17"},
    {"device_id", "\"3e+09\"", "KEY_ROUNDED"},
    {"device_id", "{}", "DEVICE_INVALID"},
    {"device_id", "\"" + LONG_KEY + "\"", "DEVICE_INVALID"},
    {"transaction_id", "\"" + LONG_KEY + "\"", "KEY_INVALID"},
    {"transaction_id", "{}", "KEY_INVALID"},
    {"transaction_id", "[]", "KEY_INVALID"},
    {"transaction_id", "\"\"", "unkeyed"},
    {"transaction_id", "1.50", "1.50"},
    {"transaction_id", "1e2", "100"},
    {"transaction_id", "false", "KEY_INVALID"},
    {"transaction_id", "null", "unkeyed"},
    {"transaction_id", null, "unkeyed"},
    {"transaction_id", "\"" + "t".repeat(200) + "\"", "t".repeat(200)},
    {"transaction_id", "\"" + "t".repeat(201) + "\"", "KEY_INVALID"},
    {"transaction_id", "\"" + "ü".repeat(100) + "\"", "ü".repeat(100)},
    {"transaction_id", "\"" + "ü".repeat(100) + "1\"", "KEY_INVALID"},
    {"transaction_id", "\"\\n\"", "unkeyed"},
    {"transaction_id", "\"nan\"", "unkeyed"},
    {"transaction_id", "\"NULL\"", "unkeyed"},
    {"transaction_id", "\"=\\\"000261\\\"\"", "000261"},
    {"transaction_id", "\"=\\\"\\\"\"", "unkeyed"},
    {"transaction_id", "\"261.0\"", "261"},
    {"transaction_id", "\"2.02610E+13\"", "KEY_ROUNDED"},
    {"transaction_id", "\" 2e+13 \"", "KEY_ROUNDED"},
    {"transaction_id", "\"2E13\"", "2E13"},
    {"transaction_id", "\"12E+13\"", "12E+13"},
    {"transaction_id", "\"2E+1X\"", "2E+1X"},
    {"transaction_id", "2.0261e+13", "20261000000000"},
    {"transaction_id", "\"A\\u030a\"", "Å"},
    {"transaction_id", "{\"$oid\": \"66f0c0ffee00000000004200\"}", "66f0c0ffee00000000004200"},
    {"transaction_id", "{\"$uuid\": \"66f0c0ff-ee00\"}", "66f0c0ff-ee00"},
    {"transaction_id", "12345678901234567890", "12345678901234567890"},
    {"transaction_id", "\" '; DROP TABLE scout.files; -- \"", "'; DROP TABLE scout.files; --"},
  };

  @Test
  void everyAwkwardValueHasItsOutcome() throws Exception {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < TABLE.length; i++) {
      ObjectNode record = JSON.createObjectNode();
      record.put("transaction_id", "T" + i);
      record.put("store_id", "S1");
      record.put("timestamp", "2025-06-10T12:00:00Z");
      if (TABLE[i][1] == null) {
        record.remove(TABLE[i][0]);
      } else {
        record.putRawValue(TABLE[i][0], new RawValue(TABLE[i][1]));
      }
      records.add(record.toString());
    }
    try (LayerStage stage = new LayerStage(LayerSettings.of(ZoneId.of("Europe/Vienna")))) {
      stage.loader.load("scout/v1/bronze/a.json", Instant.parse(UPLOADED), records);
      stage.refresh();
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < TABLE.length; i++) {
        String outcome = outcome(stage, TABLE[i][0], i + 1);
        if (!Objects.equals(outcome, TABLE[i][2])) {
          wrong.add(
              "%s %s becomes %s, not %s"
                  .formatted(TABLE[i][0], cut(TABLE[i][1]), outcome, TABLE[i][2]));
        }
      }
      assertThat(wrong).isEmpty();
      // every record is accounted for, and roundings are counted
      assertThat(
              stage.value(
                  "SELECT records_loaded - records_current - records_unkeyed"
                      + " - records_rejected_silver FROM scout.files"))
          .isEqualTo("0");
      assertThat(stage.value("SELECT amounts_rounded FROM scout.files")).isEqualTo("11");
      assertThat(stage.value("SELECT max(octet_length(raw)) FROM scout.rejected_records"))
          .isEqualTo("8192");
    }
  }

  static String cut(String value) {
    if (value == null) {
      return "absent";
    }
    return value.length() > 60
        ? value.substring(0, 20) + "… (" + value.length() + " characters)"
        : value;
  }

  /** The page is the table; {@code -Dscout.write=true} writes it anew. */
  @Test
  void thePageTellsEveryOutcome() throws Exception {
    String page = page();
    if (Boolean.getBoolean("scout.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String page() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    String field = "";
    for (String[] row : TABLE) {
      if (!row[0].equals(field)) {
        field = row[0];
        page.append("\n## ").append(field).append("\n\n| value | outcome |\n|---|---|\n");
      }
      page.append(line(row[1], row[2]));
    }
    return page.append(AwkwardDeclared.page()).toString();
  }

  static String line(String json, String outcome) {
    return "| "
        + (json == null ? "absent" : "`" + shown(json) + "`")
        + " | "
        + (outcome == null ? "NULL" : "`" + shown(outcome) + "`")
        + " |\n";
  }

  private static String shown(String text) {
    return cut(text).replace("|", "\\|");
  }

  private static String outcome(LayerStage stage, String field, int recordNo) {
    String code =
        stage.value("SELECT code FROM scout.rejected_records WHERE record_no = ?", recordNo);
    if (code != null) {
      return code;
    }
    if (stage.value(
            "SELECT transaction_id FROM scout.silver_edge_transactions WHERE record_no = ?",
            recordNo)
        == null) {
      return "unkeyed";
    }
    String column = field.equals("timestamp") ? "transaction_timestamp AT TIME ZONE 'UTC'" : field;
    return stage.value(
        "SELECT (" + column + ")::text FROM scout.silver_edge_transactions WHERE record_no = ?",
        recordNo);
  }
}
