package scout.activities.ingest;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import scout.activities.Gzip;

/** JSON files whose layout is hard to tell, cut short, or broken beyond the records. */
final class AwkwardLayouts {
  private static final String ONE = "{\"a\":1}";
  private static final String TWO = "{\"b\":\"]\"}";

  private final List<WrittenFile> files = new ArrayList<>();

  List<WrittenFile> files() {
    empty();
    single();
    arrays();
    cutArrays();
    lines();
    shares();
    encodings();
    return files;
  }

  private void empty() {
    for (String suffix : List.of(".json", ".jsonl", ".ndjson", ".csv")) {
      damaged(new FileText(), suffix, "EMPTY_FILE");
      loaded(new FileText().text(" \n\t\r\n"), suffix);
      loaded(new FileText().mark(), suffix);
      loaded(new FileText().mark().text("\r\n"), suffix);
      packed(new FileText(), suffix, null);
      packed(new FileText().text("\n"), suffix, null);
    }
  }

  private void single() {
    loaded(new FileText().good(ONE), ".json");
    loaded(new FileText().mark().good(ONE).text("\r\n\r\n "), ".json");
    loaded(
        new FileText().text("\n\n ").good("{\n  \"a\": [\n    {\"b\": 1}\n  ]\n}").text("\n"),
        ".json");
    loaded(new FileText().good("{\r\n\"a\":\r\n\"}{\",\r\n\"b\":[\r\n]}"), ".json");
    loaded(new FileText().good("{\n}"), ".json");
    packed(new FileText().good("{\n  \"a\": 1\n}\n".strip()), ".json", null);
    // One record of one: none is left to trust.
    rejected(new FileText().bad("{\n  \"a\": \"\\u0000\"\n}", "NUL_CHARACTER"), ".json");
    rejected(
        new FileText().bad("{\n  \"a\": 1,\n  \"a\": 2\n}", "DUPLICATE_KEY").text("\n"), ".json");
    rejected(
        new FileText().bad("{\n  \"a\": 1,\n  \"b\": tru\n}", "INVALID_JSON").text("\n"), ".json");
    rejected(new FileText().bad("{\n  \"a\": 1,\n  \"b\": [", "INVALID_JSON").text("\n"), ".json");
    rejected(new FileText().bad("42", "NOT_AN_OBJECT"), ".json");
    rejected(new FileText().bad("\"text\"", "NOT_AN_OBJECT").text("\n"), ".json");
    rejected(new FileText().bad("hello", "INVALID_JSON"), ".json");
    loaded(new FileText().good(ONE).good(TWO), ".json");
    loaded(new FileText().good(ONE).text(" ").good(TWO), ".json");
    damaged(
        new FileText().good("{\n \"a\": 1\n}").text("\n").text("{\n \"b\": 2\n}\n"),
        ".json",
        "TRAILING_CONTENT");
    damaged(new FileText().good("{\n \"a\": 1\n}").text(" x"), ".json", "TRAILING_CONTENT");
  }

  private void arrays() {
    loaded(new FileText().text("[]"), ".json");
    loaded(new FileText().mark().text(" [ \n ] \r\n"), ".json");
    packed(new FileText().text("[]\n"), ".json", null);
    loaded(array(ONE, TWO), ".json");
    loaded(
        new FileText().text("\n[").good("{\n\"a\"\n:\n1}").text("\n,").good(TWO).text("]"),
        ".json");
    loaded(new FileText().text("[").good(ONE).text(",").text("]"), ".json");
    // A gap between commas is a record that is not there.
    loaded(new FileText().text("[").bad("", "INVALID_JSON").text(",").good(ONE).text("]"), ".json");
    loaded(
        new FileText()
            .text("[")
            .good(ONE)
            .text(", ")
            .bad("", "INVALID_JSON")
            .text(",")
            .good(TWO)
            .text("]"),
        ".json");
    damaged(array(ONE).text("]"), ".json", "TRAILING_CONTENT");
    damaged(array(ONE, TWO).text("\n[" + ONE + "]"), ".json", "TRAILING_CONTENT");
    damaged(array(ONE, TWO).text(","), ".json", "TRAILING_CONTENT");
    damaged(array(ONE).text("\n" + TWO + "\n"), ".json", "TRAILING_CONTENT");
    damaged(array().text(" x"), ".json", "TRAILING_CONTENT");
    damaged(new FileText().text("[").good(ONE).text(" " + TWO + "]"), ".json", "ARRAY_BROKEN");
    damaged(new FileText().text("[").good(ONE).text("\n" + TWO + "]"), ".json", "ARRAY_BROKEN");
    damaged(new FileText().text("[").good(ONE).text(TWO + "]"), ".json", "ARRAY_BROKEN");
    damaged(new FileText().text("[").good(ONE).text(";" + TWO + "]"), ".json", "ARRAY_BROKEN");
    damaged(
        new FileText().text("[").good(ONE).text(",").good(TWO).text("}]"), ".json", "ARRAY_BROKEN");
    damaged(new FileText().text("[").good(ONE).text("garbage").text("]"), ".json", "ARRAY_BROKEN");
    damaged(
        new FileText().text("[").good(ONE).text(",}").text("," + TWO + "]"),
        ".json",
        "ARRAY_BROKEN");
    rejected(
        new FileText()
            .text("[")
            .bad("[1]", "NOT_AN_OBJECT")
            .text(",")
            .bad("[2]", "NOT_AN_OBJECT")
            .text("]"),
        ".json");
  }

  private void cutArrays() {
    damaged(new FileText().text("["), ".json", "TRUNCATED_ARRAY");
    damaged(new FileText().text("[\n"), ".json", "TRUNCATED_ARRAY");
    damaged(new FileText().text("[" + "{\"a\":"), ".json", "TRUNCATED_ARRAY");
    damaged(new FileText().text("[").good(ONE), ".json", "TRUNCATED_ARRAY");
    damaged(new FileText().text("[").good(ONE).text(" ,\n"), ".json", "TRUNCATED_ARRAY");
    damaged(new FileText().text("[").good(ONE).text(",{"), ".json", "TRUNCATED_ARRAY");
    damaged(new FileText().text("[").good(ONE).text(",{\"a\":\"x]"), ".json", "TRUNCATED_ARRAY");
    damaged(new FileText().text("[").good(ONE).text(",{\"a\":\"x\\\""), ".json", "TRUNCATED_ARRAY");
    damaged(new FileText().text("[").good(ONE).text(",nul"), ".json", "TRUNCATED_ARRAY");
    damaged(
        new FileText()
            .text("[")
            .good(ONE)
            .text(",")
            .bad("{a}", "INVALID_JSON")
            .text(",")
            .good(TWO)
            .text(","),
        ".json",
        "TRUNCATED_ARRAY");
    packed(new FileText().text("[").good(ONE).text(","), ".json", "TRUNCATED_ARRAY");
  }

  private void lines() {
    for (String suffix : List.of(".json", ".jsonl", ".ndjson")) {
      loaded(new FileText().good(ONE).text("\n").good(TWO), suffix);
      loaded(
          new FileText().mark().good(ONE).text(" \r\n \r\n\t").good(TWO).text("\r\n\r\n"), suffix);
      loaded(new FileText().good(ONE).text("\n").bad("[" + TWO + "]", "NOT_AN_OBJECT"), suffix);
      loaded(new FileText().good("{\"a\":[{}]}").text("\n\n\n\n").good(TWO), suffix);
      // The first line is damaged, the others tell the layout.
      loaded(
          new FileText()
              .bad("{\"a\":", "INVALID_JSON")
              .text("\n")
              .good(TWO)
              .text("\n")
              .good(ONE)
              .text("\n"),
          suffix);
      loaded(
          new FileText()
              .bad("{\"a\":\"x", "INVALID_JSON")
              .text("\n")
              .good(TWO)
              .text("\n")
              .good(ONE)
              .text("\n"),
          suffix);
      loaded(
          new FileText().bad("# comment", "INVALID_JSON").text("\n").good(TWO).text("\n").good(ONE),
          suffix);
      loaded(new FileText().good(ONE).text("\r").good(TWO).text("\r"), suffix);
      loaded(new FileText().good(ONE).text(",\n").good(TWO).text(","), suffix);
      loaded(new FileText().good(ONE).text("\n,").good(TWO).text("\n"), suffix);
      // The last line was cut: one of two.
      loaded(new FileText().good(ONE).text("\n").bad("{\"b\":", "INVALID_JSON"), suffix);
    }
    for (String suffix : List.of(".jsonl", ".ndjson")) {
      loaded(new FileText().good("{\n  \"a\": 1\n}").text("\n"), suffix);
      loaded(new FileText().text("[").good(ONE).text("]\n"), suffix);
      rejected(
          new FileText().bad("a,b", "INVALID_JSON").text("\n").bad("1,2", "INVALID_JSON"), suffix);
    }
  }

  private void shares() {
    loaded(mixed(1, 1), ".jsonl");
    rejected(mixed(1, 2), ".jsonl");
    loaded(mixed(50, 50), ".json");
    rejected(mixed(50, 51), ".json");
    loaded(mixed(1_500, 1_400), ".ndjson");
    rejected(mixed(1_400, 1_500), ".ndjson");
    rejected(mixed(0, 1), ".jsonl");
  }

  private static FileText mixed(int good, int bad) {
    FileText text = new FileText();
    int goodLeft = good;
    for (int i = 0; i < bad; i++) {
      text.bad("no " + i, "INVALID_JSON").text("\n");
      if (goodLeft-- > 0) {
        text.good("{\"n\":" + i + "}").text("\n");
      }
    }
    while (goodLeft-- > 0) {
      text.good("{\"rest\":" + goodLeft + "}").text("\n");
    }
    return text;
  }

  private void encodings() {
    for (Charset utf16 : List.of(UTF_16LE, UTF_16BE)) {
      byte[] marked = ("\ufeff" + ONE).getBytes(utf16);
      files.add(new FileText().good(ONE).stored(path(".json"), marked, null));
      files.add(new FileText().good(ONE).stored(path(".jsonl"), marked, null));
      damaged(new FileText().bytes(ONE.getBytes(utf16)), ".jsonl", "NOT_UTF8");
    }
    damaged(new FileText().bytes(new byte[20_000]), ".jsonl", "EMPTY_FILE");
    damaged(new FileText().bytes(FileText.withBytes("<ff fe 00 00>")), ".json", "NOT_UTF8");
    // Half a byte order mark is no mark.
    loaded(
        new FileText()
            .bad(FileText.withBytes("<ef bb>" + ONE), "INVALID_UTF8")
            .text("\n")
            .good(TWO)
            .text("\n"),
        ".jsonl");
  }

  private static FileText array(String... elements) {
    FileText text = new FileText().text("[");
    for (int i = 0; i < elements.length; i++) {
      text.text(i == 0 ? "" : ",").good(elements[i]);
    }
    return text.text("]");
  }

  private void loaded(FileText text, String suffix) {
    files.add(text.loaded(path(suffix)));
  }

  private void rejected(FileText text, String suffix) {
    damaged(text, suffix, "MOSTLY_REJECTED");
  }

  private void damaged(FileText text, String suffix, String code) {
    files.add(text.quarantined(path(suffix), code));
  }

  private void packed(FileText text, String suffix, String code) {
    files.add(text.stored(path(suffix + ".gz"), Gzip.pack(text.toBytes()), code));
  }

  private String path(String suffix) {
    return "layout/%03d%s".formatted(files.size(), suffix);
  }
}
