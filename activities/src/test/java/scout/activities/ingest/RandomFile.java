package scout.activities.ingest;

import static scout.activities.ingest.FileText.withBytes;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import scout.activities.Gzip;

/** Writes random files, in each format with each of the ways in which a record or a file breaks. */
final class RandomFile {
  private static final int MOST_RECORDS = 150;
  private static final String[] NUMBERS = {
    "0", "-1", "1e2", "12.50", "-0.0", "1E-7", "123456789012345678901234567890.5", "1e399"
  };
  private static final String[] TEXTS = {
    "", "x", "é", "😀", "\\n", "\\\"", "\\\\", "\\u00e9", "\\ud83d\\ude00", "]},[{", " ", "\\/", "'"
  };

  /** A way to break a JSON record, and what it is called. */
  private record Break(String record, String code) {}

  private static final List<Break> BREAKS =
      List.of(
          new Break("{\"a\":1,}", "INVALID_JSON"),
          new Break("{\"a\":tru}", "INVALID_JSON"),
          new Break("{a:1}", "INVALID_JSON"),
          new Break("noise", "INVALID_JSON"),
          new Break("{\"a\":01}", "INVALID_JSON"),
          new Break("[{\"a\":1}]", "NOT_AN_OBJECT"),
          new Break("\"{}\"", "NOT_AN_OBJECT"),
          new Break("null", "NOT_AN_OBJECT"),
          new Break("{\"a\":\"<ff>\"}", "INVALID_UTF8"),
          new Break("{\"a\":\"<ed a0 80>\"}", "INVALID_UTF8"),
          new Break("{\"a\":\"\\u0000\"}", "NUL_CHARACTER"),
          new Break("{\"a\":\"<00>\"}", "NUL_CHARACTER"),
          new Break("{\"a\":\"\\ud800\"}", "LONE_SURROGATE"),
          new Break("{\"a\":1,\"b\":2,\"a\":3}", "DUPLICATE_KEY"),
          new Break("{\"a\":1e400}", "NUMBER_OUT_OF_RANGE"),
          new Break("{\"a\":[1e-30000]}", "NUMBER_OUT_OF_RANGE"),
          new Break("{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}", "TOO_DEEP"),
          new Break("{\"a\":\"" + "x".repeat(1 << 20) + "\"}", "RECORD_TOO_LONG"));

  private final Random random;

  RandomFile(Random random) {
    this.random = random;
  }

  /** A file of any format, at this path and a suffix. */
  WrittenFile next(String path) {
    return switch (random.nextInt(4)) {
      case 0 -> lines(path);
      case 1 -> array(path);
      case 2 -> csv(path);
      default -> single(path);
    };
  }

  private WrittenFile lines(String path) {
    FileText text = start();
    // An array on the first line would say that all is one.
    text.good("{\"first\":" + number() + "}");
    int records = random.nextInt(MOST_RECORDS);
    for (int i = 0; i < records; i++) {
      text.text(pick("\n", "\r\n", " \n", "\n\n \t\n"));
      json(text);
    }
    return stored(text.text("\n"), path + suffix(), null);
  }

  private WrittenFile array(String path) {
    FileText text = start().text("[" + blank());
    int records = random.nextInt(MOST_RECORDS);
    for (int i = 0; i < records; i++) {
      text.text(i == 0 ? "" : blank() + "," + blank());
      json(text);
    }
    String comma = records > 0 ? blank() + "," + blank() : "";
    String code = null;
    switch (random.nextInt(6)) {
      case 0 -> {
        text.text(comma);
        code = "TRUNCATED_ARRAY";
      }
      case 1 -> {
        text.text(comma + "{\"cut\":\"]");
        code = "TRUNCATED_ARRAY";
      }
      case 2 -> {
        text.text(blank() + "]" + blank() + pick("x", "]", "{}"));
        code = "TRAILING_CONTENT";
      }
      default -> text.text(blank() + "]" + blank());
    }
    return stored(text, path + suffix(), code);
  }

  private WrittenFile single(String path) {
    FileText text = start().text(blank());
    String json =
        "{\n \"a\": " + number() + ",\n \"b\": {\n  " + name(1) + ": \"" + words() + "\"\n }\n}";
    text.good(json).text(pick("", "\n", " \r\n"));
    if (random.nextInt(4) == 0) {
      return stored(text.text("{\n}\n"), path + suffix(), "TRAILING_CONTENT");
    }
    return stored(text, path + suffix(), null);
  }

  private WrittenFile csv(String path) {
    String end = pick("\n", "\r\n", "\r");
    FileText text = start().text("id,\"na\"\"me\",last").text(end);
    int records = random.nextInt(MOST_RECORDS);
    for (int i = 0; i < records; i++) {
      row(text, i);
      text.text(end);
    }
    if (random.nextInt(6) == 0) {
      return stored(text.text("7,\"open\n,"), path + ".csv", "UNCLOSED_QUOTE");
    }
    return stored(text, path + ".csv", null);
  }

  private void row(FileText text, int number) {
    switch (random.nextInt(12)) {
      case 0 -> text.bad(number + ",two", "CSV_FIELD_COUNT");
      case 1 -> text.bad(number + ",\"a\"b,c", "CSV_BAD_QUOTE");
      case 2 -> text.bad(withBytes(number + ",caf<e9>,c"), "INVALID_UTF8");
      case 3 -> text.bad(withBytes(number + ",<00>,c"), "NUL_CHARACTER");
      default -> {
        String plain = pick("x", "é😀", "", "a b", "1.50");
        String quoted = pick("a,b", "line\nbreak", "tab\tbed", "c:\\", "say \"hi\"");
        String last =
            quoted
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
        String json =
            "{\"id\":\"%d\",\"na\\\"me\":\"%s\",\"last\":\"%s\"}".formatted(number, plain, last);
        String row = "%d,%s,\"%s\"".formatted(number, plain, quoted.replace("\"", "\"\""));
        text.good(FileText.utf8(row), json, null);
      }
    }
  }

  private void json(FileText text) {
    if (random.nextInt(8) == 0) {
      // The long ones are rare, so that the file can be packed.
      Break broken = BREAKS.get(random.nextInt(BREAKS.size() - (random.nextInt(20) == 0 ? 0 : 1)));
      text.bad(withBytes(broken.record()), broken.code());
      return;
    }
    StringBuilder json = new StringBuilder("{").append(gap());
    int members = random.nextInt(4);
    for (int i = 0; i < members; i++) {
      json.append(i == 0 ? "" : "," + gap()).append(name(i)).append(':').append(gap());
      json.append(pick(number(), "\"" + words() + "\"", "[" + number() + ",null]", "{}", "false"));
    }
    text.good(json.append('}').toString());
  }

  private WrittenFile stored(FileText text, String path, String damage) {
    WrittenFile plain = text.quarantined("", damage);
    String code = damage;
    if (damage == null && plain.rejected() > text.records() / 2.0) {
      code = "MOSTLY_REJECTED";
    }
    String name = path.substring(FileText.FOLDER.length() + 1);
    byte[] bytes = text.toBytes();
    if (random.nextInt(3) > 0 || bytes.length > 1 << 20) {
      return text.stored(name, bytes, code);
    }
    byte[] packed = packed(bytes);
    // Of a JSON file the end is looked at before the first record is read.
    if (random.nextInt(5) == 0 && code == null && name.endsWith(".csv")) {
      byte[] cut = Arrays.copyOf(packed, packed.length - 1 - random.nextInt(8));
      return text.stored(name + ".gz", cut, "GZIP_DAMAGED");
    }
    return text.stored(name + ".gz", packed, code);
  }

  private byte[] packed(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    byte[] one = Gzip.pack(Arrays.copyOf(bytes, at));
    byte[] other = Gzip.pack(Arrays.copyOfRange(bytes, at, bytes.length));
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private String suffix() {
    return pick(".jsonl", ".ndjson", ".json");
  }

  private FileText start() {
    FileText text = new FileText();
    return random.nextInt(4) == 0 ? text.mark() : text;
  }

  private String name(int i) {
    return "\"" + "abcd".charAt(i) + TEXTS[random.nextInt(TEXTS.length)] + "\"";
  }

  private String number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private String words() {
    return TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
  }

  /** Between the parts of a record, which may have to stay on its line. */
  private String gap() {
    return pick("", "", " ", "\t");
  }

  private String blank() {
    return pick("", "", " ", "\t", "\n");
  }

  private String pick(String... any) {
    return any[random.nextInt(any.length)];
  }
}
