package scout.activities.ingest;

import static scout.activities.ingest.FileText.withBytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import scout.activities.Gzip;

/** JSON records that are hard to take, each in a file of every layout that can hold it. */
final class AwkwardJson {
  private static final int MIB = 1 << 20;
  private static final List<String> LINES = List.of(".jsonl", ".ndjson", ".json");

  /** Where a record can stand: an element must show its own end. */
  private enum Fits {
    ANYWHERE,
    LINE_ONLY
  }

  private final Random random;
  private final List<WrittenFile> files = new ArrayList<>();

  AwkwardJson(Random random) {
    this.random = random;
  }

  List<WrittenFile> files() {
    values();
    numbers();
    texts();
    shapes();
    brokenJson();
    lengths();
    return files;
  }

  private void values() {
    for (String json :
        List.of(
            "{}",
            "{\"\":\"\"}",
            "{\"a\":null,\"b\":true,\"c\":false}",
            "{ \"a\" :\t[ ] , \"b\" : { } }",
            "{\"a\":1,\"A\":2,\" a\":3,\"a \":4}",
            "{\"a\":{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]}}}",
            "{\"a\":\"]},[{\\\"\\\\\",\"b\":\"\\\\\\\"\"}",
            "{\"__proto__\":1,\"constructor\":{},\"\\u0001\":2}")) {
      good("value", json);
    }
    // Long enough that the glance at the first bytes doesn't see the end of the line.
    good("wide", "{\"a\":\"" + "x".repeat(70_000) + "\",\"b\":[" + "1,".repeat(20_000) + "1]}");
    good("keys", "{" + numbered(3_000) + "}");
  }

  private static String numbered(int keys) {
    StringBuilder members = new StringBuilder("\"k0\":0");
    for (int i = 1; i < keys; i++) {
      members.append(",\"k").append(i).append("\":").append(i);
    }
    return members.toString();
  }

  private void numbers() {
    for (String number :
        List.of(
            "0",
            "-0",
            "-0.0",
            "1e2",
            "1E+2",
            "100.00",
            "1.10",
            "0e5",
            "9007199254740993",
            "-12345678901234567890.123456789012345678901234567890",
            "9".repeat(400),
            "0." + "0".repeat(399) + "1",
            "1e399",
            "1e-400",
            "100000e-5")) {
      good("number", "{\"a\":" + number + "}");
    }
    for (String number :
        List.of(
            "9".repeat(401),
            "-" + "1".repeat(200) + "." + "1".repeat(201),
            "0." + "0".repeat(400) + "1",
            "1e400",
            "1e-401",
            "1e-30000",
            "1e131072",
            "-1e999999999999999999999",
            "0e99999999999")) {
      bad("number", "{\"a\":[" + number + "]}", "NUMBER_OUT_OF_RANGE");
    }
    for (String number :
        List.of("01", "-", "+1", ".5", "1.", "1e", "1e+", "0x10", "nan", "-Inf", "1_000", "1,5")) {
      bad("not-a-number", "{\"a\":" + number + "}", "INVALID_JSON");
    }
  }

  private void texts() {
    for (String json :
        List.of(
            "{\"a\":\"😀\\ud83d\\ude00\",\"ключ\":\"日本\"}",
            "{\"a\":\"\\uffff\uffff\\ufeff\ufeff\u2028\u2029\u0085\u007f\"}",
            "{\"a\":\"\\u0001\\u001f\\b\\f\\n\\r\\t\\/\\\\\\\"\"}",
            "{\"a\":\"e\\u0301\",\"é\":1,\"e\u0301\":2}")) {
      good("text", json);
    }
    bad("nul", "{\"a\":\"x\\u0000y\"}", "NUL_CHARACTER");
    bad("nul", "{\"a\\u0000\":1}", "NUL_CHARACTER");
    bad("nul", withBytes("{\"a\":\"x<00>y\"}"), "NUL_CHARACTER", Fits.ANYWHERE);
    bad("nul", withBytes("{\"a\":<00>1}"), "NUL_CHARACTER", Fits.ANYWHERE);
    for (String text :
        List.of(
            "\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ud83dx", "\\ud83d\\n", "\\ud83d\\ud83d")) {
      bad("surrogate", "{\"a\":[\"" + text + "\"]}", "LONE_SURROGATE");
    }
    bad("surrogate", "{\"k\\ud800\":1}", "LONE_SURROGATE");
    for (String bytes :
        List.of(
            "<ff>",
            "<80>",
            "<c3>",
            "<c0 80>",
            "<e0 80 80>",
            "<ed a0 80>",
            "<f4 90 80 80>",
            "<f0 9f 98>",
            "caf<e9>")) {
      bad("utf8", withBytes("{\"a\":\"" + bytes + "\"}"), "INVALID_UTF8", Fits.ANYWHERE);
    }
    bad("utf8", withBytes("{\"k<fe>\":1}"), "INVALID_UTF8", Fits.ANYWHERE);
    bad("utf8", withBytes("{\"a\":1}<c3 28>"), "INVALID_UTF8", Fits.LINE_ONLY);
    bad("escape", "{\"a\":\"\\x41\"}", "INVALID_JSON");
    bad("escape", "{\"a\":\"\\u12g4\"}", "INVALID_JSON");
    bad("control", "{\"a\":\"x\ty\"}", "INVALID_JSON");
  }

  private void shapes() {
    for (String json :
        List.of(
            "1",
            "-1.5e3",
            "\"text\"",
            "null",
            "true",
            "false",
            "[]",
            "[{\"a\":1}]",
            "\"{\\\"a\\\":1}\"")) {
      bad("no-object", json, "NOT_AN_OBJECT");
    }
    for (String json :
        List.of(
            "{\"a\":1,\"a\":1}",
            "{\"a\":1,\"b\":{\"c\":1,\"d\":2,\"c\":3}}",
            "{\"a\":[{\"b\":1,\"b\":2}]}",
            "{\"a\":1,\"\\u0061\":2}",
            "{\"é\":1,\"\\u00e9\":2}",
            "{\"\":1,\"\":2}")) {
      bad("twice", json, "DUPLICATE_KEY");
    }
    good("deep", "{\"a\":" + "[".repeat(199) + "]".repeat(199) + "}");
    good("deep", "{\"a\":".repeat(200) + "1" + "}".repeat(200));
    bad("deep", "{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}", "TOO_DEEP");
    bad("deep", "{\"a\":".repeat(201) + "1" + "}".repeat(201), "TOO_DEEP");
    bad("deep", "{\"a\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}", "TOO_DEEP");
  }

  private void brokenJson() {
    for (String json :
        List.of(
            "{\"a\":1,}",
            "{,\"a\":1}",
            "{\"a\" 1}",
            "{\"a\":}",
            "{\"a\":1 \"b\":2}",
            "{a:1}",
            "{'a':1}",
            "{\"a\":'1'}",
            "{\"a\":tru}",
            "{\"a\":True}",
            "{\"a\":undefined}",
            "{\"a\":/*1*/1}",
            "{\"a\":[1,]}",
            "{1:2}",
            "garbage")) {
      bad("broken", json, "INVALID_JSON");
    }
    for (String json :
        List.of(
            "{\"a\":1",
            "{\"a\":\"x",
            "{\"a\":[1}",
            "{",
            "}",
            "{\"a\":1}}",
            "{\"a\":1} // note",
            "id,name",
            "<?xml version='1.0'?>")) {
      bad("line", FileText.utf8(json), "INVALID_JSON", Fits.LINE_ONLY);
    }
  }

  private void lengths() {
    String frame = "{\"a\":\"\"}";
    good("long", frame.replace("\"\"", '"' + "x".repeat(MIB - frame.length()) + '"'));
    bad(
        "long",
        frame.replace("\"\"", '"' + "x".repeat(MIB + 1 - frame.length()) + '"'),
        "RECORD_TOO_LONG");
    bad("long", frame.replace("\"\"", '"' + "é".repeat(MIB) + '"'), "RECORD_TOO_LONG");
  }

  private void good(String name, String json) {
    everywhere(name, text -> text.good(json));
  }

  private void bad(String name, String json, String code) {
    bad(name, FileText.utf8(json), code, Fits.ANYWHERE);
  }

  private void bad(String name, byte[] record, String code, Fits fits) {
    if (fits == Fits.ANYWHERE) {
      everywhere(name, text -> text.bad(record, code));
    } else {
      lines(name, text -> text.bad(record, code));
    }
  }

  private void everywhere(String name, Consumer<FileText> record) {
    lines(name, record);
    array(name, record);
  }

  private void lines(String name, Consumer<FileText> record) {
    FileText text = start();
    String end = random.nextBoolean() ? "\n" : "\r\n";
    ordinary(text);
    text.text(end);
    record.accept(text);
    if (random.nextBoolean()) {
      text.text(blank() + end + (random.nextBoolean() ? end : ""));
      ordinary(text);
    }
    text.text(random.nextBoolean() ? end : "");
    add(text, name, LINES.get(random.nextInt(LINES.size())));
  }

  private void array(String name, Consumer<FileText> record) {
    FileText text = start().text("[" + blank());
    boolean first = random.nextBoolean();
    if (!first) {
      ordinary(text);
      text.text(blank() + ",\n");
    }
    record.accept(text);
    text.text(blank());
    if (first) {
      text.text("," + blank());
      ordinary(text);
    }
    add(text.text("\r\n]" + blank()), name, ".json");
  }

  private FileText start() {
    FileText text = new FileText();
    return random.nextInt(4) == 0 ? text.mark() : text;
  }

  private void ordinary(FileText text) {
    text.good("{\"n\": " + random.nextInt() + "}");
  }

  private String blank() {
    return Stream.of("", "", " ", "\t ").toList().get(random.nextInt(4));
  }

  private void add(FileText text, String name, String suffix) {
    String path = "json/%03d-%s%s".formatted(files.size(), name, suffix);
    // What is long here is so by repetition, and would pack as well as a bomb.
    files.add(
        random.nextInt(4) == 0 && text.toBytes().length < MIB / 2
            ? text.stored(path + ".gz", Gzip.pack(text.toBytes()), null)
            : text.loaded(path));
  }
}
