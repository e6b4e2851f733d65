package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** However a table is written, its records are the same. */
final class CsvWritingTest {
  private static final List<String> NAMES =
      List.of("transaction_id", "store_id", "timestamp", "amount", "note");
  private static final String LETTERS = "ab1é😀 '\"\\{,;\t|\n\r";

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @RepeatedTest(5)
  void readsTheSameRecords() throws Exception {
    System.out.println("CsvWritingTest seed " + seed);
    for (int round = 0; round < 300; round++) {
      List<List<String>> table = new ArrayList<>();
      for (int row = random.nextInt(8); row > 0; row--) {
        String time = "2026-10-0" + row + "T10:00:00Z";
        table.add(List.of("T-" + row, text(), time, "5." + row, text()));
      }
      List<String> expected = records(NAMES, table);
      for (int writing = 0; writing < 4; writing++) {
        String content = write(table);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Collected file =
            Collected.of(
                "a.csv",
                new SmallReads(new ByteArrayInputStream(bytes), random),
                ParseLimits.defaults());
        assertThat(file.outcomes()).as("seed " + seed + ": " + content).isEqualTo(expected);
        assertThat(file.summary.bytes()).isEqualTo(bytes.length);
      }
    }
  }

  private String write(List<List<String>> table) {
    String delimiter = pick(",", ";", "\t", "|");
    String end = pick("\n", "\r\n", "\r", "\r\r\n");
    boolean blanks = random.nextInt(4) == 0;
    boolean all = random.nextBoolean();
    String gap = blanks ? " " : "";
    int unnamed = random.nextInt(3);
    String tail = delimiter.repeat(unnamed);
    String header = row(NAMES, delimiter, gap, all || blanks) + tail;
    StringBuilder content = new StringBuilder(pick("", "\ufeff", "\n"));
    if (random.nextInt(4) == 0) {
      content.append("sep=").append(delimiter).append(end);
    }
    content.append(header).append(end);
    for (List<String> row : table) {
      // Nothing of this is a record.
      content.append(
          pick("", "", "", "", end, header + end, tail + delimiter + end, "\0\0", "\ufeff"));
      content.append(row(row, delimiter, gap, all)).append(random.nextBoolean() ? tail : "");
      content.append(pick("", "", "\0\0\0")).append(end);
    }
    return content.append(pick("", "", "\u001a", "\0\0")).toString();
  }

  private static String row(List<String> cells, String delimiter, String gap, boolean all) {
    List<String> written = new ArrayList<>();
    for (String cell : cells) {
      boolean needed =
          cell.contains(delimiter)
              || cell.contains("\n")
              || cell.contains("\r")
              || cell.startsWith("\"")
              || (!gap.isEmpty() && cell.strip().startsWith("\""));
      boolean quote = all || needed;
      written.add(
          (quote && !written.isEmpty() ? gap : "")
              + (quote ? '"' + cell.replace("\"", "\"\"") + '"' : cell));
    }
    return String.join(delimiter, written);
  }

  private String text() {
    StringBuilder text = new StringBuilder("x");
    int[] letters = LETTERS.codePoints().toArray();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.append(random.nextInt(4) == 0 ? "" : "y").toString();
  }

  private static List<String> records(List<String> names, List<List<String>> table) {
    List<String> records = new ArrayList<>();
    for (List<String> row : table) {
      StringBuilder json = new StringBuilder("{");
      for (int i = 0; i < names.size(); i++) {
        String value =
            row.get(i)
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        json.append(i == 0 ? "" : ",");
        json.append('"').append(names.get(i)).append("\":\"").append(value).append('"');
      }
      records.add(json.append('}').toString());
    }
    return records;
  }

  private String pick(String... any) {
    return any[random.nextInt(any.length)];
  }
}
