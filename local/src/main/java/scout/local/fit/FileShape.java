package scout.local.fit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import scout.storage.upload.InputName;

/**
 * The format of a file, for people.
 *
 * @param encoding e.g. UTF-8
 * @param packing e.g. gzip; none if the content is plain
 * @param framing how the records are laid out
 * @param delimiter separates the columns; null if there are none
 */
record FileShape(String encoding, String packing, String framing, String delimiter) {
  private static final int HEAD = 64 << 10;
  private static final Map<String, String> MAGIC =
      Map.of(
          "1f8b", "gzip",
          "28b52ffd", "zstd",
          "504b0304", "zip (or a workbook)",
          "425a68", "bzip2",
          "fd377a58", "xz");

  /** Derives it from the beginning of an input and the notes of reading it. */
  static FileShape of(ReadSample sample) throws IOException {
    byte[] head = sample.input().content().first(HEAD);
    String packing = packing(head);
    byte[] content = head;
    if (packing.equals("gzip")) {
      content = SampleBytes.inflated(head, HEAD);
      if (packing(content).equals("gzip")) {
        packing = "gzip in gzip";
        content = SampleBytes.inflated(content, HEAD);
      }
    }
    if (sample.note("compression").isTextual()) {
      packing = sample.note("compression").asText();
    }
    String encoding = encoding(content);
    String text = new String(content, charset(encoding));
    InputName.Records records =
        InputName.of(sample.input().key()).map(InputName::records).orElse(InputName.Records.JSON);
    return switch (records) {
      case JSON, JSON_LINES -> new FileShape(encoding, packing, json(sample, text), null);
      case CSV ->
          new FileShape(
              encoding,
              packing,
              "CSV: a header, then a record a row",
              delimiter(sample.note("delimiter")));
    };
  }

  private static String packing(byte[] head) {
    String first = HexFormat.of().formatHex(Arrays.copyOf(head, 4));
    return MAGIC.entrySet().stream()
        .filter(magic -> first.startsWith(magic.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("none");
  }

  private static String encoding(byte[] content) {
    String first = HexFormat.of().formatHex(Arrays.copyOf(content, 4));
    if (first.startsWith("efbbbf")) {
      return "UTF-8 with a byte order mark";
    }
    if (first.startsWith("fffe")) {
      return "UTF-16, little end first";
    }
    if (first.startsWith("feff")) {
      return "UTF-16, big end first";
    }
    return first.matches("..00..00") && !first.startsWith("00")
        ? "UTF-16 without its mark, little end first"
        : first.matches("00..00..") && !first.startsWith("0000")
            ? "UTF-16 without its mark, big end first"
            : "UTF-8";
  }

  private static Charset charset(String encoding) {
    if (!encoding.startsWith("UTF-16")) {
      return StandardCharsets.UTF_8;
    }
    return encoding.contains("little") ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
  }

  private static String json(ReadSample sample, String text) {
    if (sample.note("records_at").isTextual()) {
      return "JSON pages, their records at " + sample.note("records_at").asText();
    }
    int begin = 0;
    while (begin < text.length() && (text.charAt(begin) <= ' ' || text.charAt(begin) == '\ufeff')) {
      begin++;
    }
    if (begin == text.length()) {
      return "nothing, or nothing that can be told";
    }
    return switch (text.charAt(begin)) {
      case '[' -> "one JSON array";
      case '{' -> sample.read() <= 1 ? "one JSON object" : "JSON objects, one behind the other";
      default -> "no JSON by its first character";
    };
  }

  private static String delimiter(JsonNode noted) {
    return switch (noted.asText(",")) {
      case "", "," -> "comma";
      case ";" -> "semicolon";
      case "\t", "\\t", "tab" -> "tab";
      case "|" -> "pipe";
      default -> noted.asText();
    };
  }
}
