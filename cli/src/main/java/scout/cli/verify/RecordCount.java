package scout.cli.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import scout.storage.upload.InputName;
import scout.storage.upload.InputName.Packing;

/**
 * Counts the records of a valid, unconverted file in another way than loading does, so that the two
 * can be compared. It keeps none of the file in memory.
 */
final class RecordCount {
  private static final int LONGEST = 1 << 30;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST)
                  .maxNameLength(LONGEST)
                  .maxNumberLength(LONGEST)
                  .build())
          .build();

  private RecordCount() {}

  /**
   * Reads the file to its last record.
   *
   * @param key its name or key, which gives its format
   * @param content its bytes, not closed
   * @return empty if only loading's own rules can tell: zstd, or carriage returns among the lines
   *     of CSV
   * @throws IOException if it can't be read, or does not match its name
   */
  static OptionalLong of(String key, InputStream content) throws IOException {
    InputName name = InputName.of(key).orElse(null);
    if (name == null || name.packings().contains(Packing.ZSTD)) {
      return OptionalLong.empty();
    }
    return unpacked(name, name.packings().size(), content);
  }

  private static OptionalLong unpacked(InputName name, int layers, InputStream content)
      throws IOException {
    if (layers > 0) {
      try (GzipMembers plain = new GzipMembers(content)) {
        return unpacked(name, layers - 1, plain);
      }
    }
    return switch (name.records()) {
      case JSON, JSON_LINES -> OptionalLong.of(objects(content));
      case CSV -> rows(new BufferedInputStream(content));
    };
  }

  /** Counts objects, side by side or in an array, in any layout. */
  private static long objects(InputStream content) throws IOException {
    long objects = 0;
    try (JsonParser parser =
        JSON.createParser(content).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          objects++;
          parser.skipChildren();
        }
      }
    }
    return objects;
  }

  /** Counts non-blank lines except the header; a line end between quotes does not count. */
  private static OptionalLong rows(InputStream content) throws IOException {
    long rows = 0;
    boolean blank = true;
    boolean quoted = false;
    boolean fieldBegins = true;
    boolean first = true;
    boolean returned = false;
    for (int c = content.read(); c >= 0; c = content.read()) {
      boolean mark = first && (c == 0xEF || c == 0xBB || c == 0xBF);
      first = mark;
      if (mark) {
        continue;
      }
      if (quoted) {
        quoted = c != '"';
        // a second quote directly after it reopens the field
        fieldBegins = !quoted;
      } else if (c == '\n') {
        rows += blank ? 0 : 1;
        blank = true;
        fieldBegins = true;
        returned = false;
      } else if (c == '\r') {
        returned = true;
      } else if (returned) {
        return OptionalLong.empty();
      } else {
        quoted = c == '"' && fieldBegins;
        fieldBegins = c == ',';
        blank = blank && (c == ' ' || c == '\t');
      }
    }
    return OptionalLong.of(Math.max(0, rows + (blank ? 0 : 1) - 1));
  }
}
