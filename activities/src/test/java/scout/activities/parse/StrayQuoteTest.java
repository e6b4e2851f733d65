package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A quote that is never closed, or closed rows later, costs the row that it is in. */
final class StrayQuoteTest {
  private static final String HEADER = "transaction_id,timestamp,amount,note\n";

  @ParameterizedTest
  @ValueSource(strings = {"\"N", "\"late payment”", "\"a\"\" b", "\"\"\"", "\"x,y"})
  void costsItsRowAlone(String stray) throws Exception {
    Collected file = read(HEADER + row(1, "a") + row(2, stray) + row(3, "\"b\"") + row(4, "12\""));
    assertThat(ids(file)).containsExactly("T-1", "T-3", "T-4");
    assertThat(file.rejects).hasSize(1);
    RejectedRecord reject = file.rejects.get(0);
    assertThat(reject.code()).isEqualTo(RejectCode.CSV_STRAY_QUOTE);
    assertThat(reject.recordNo()).isEqualTo(2);
    assertThat(reject.raw()).isEqualTo(Bytes.of(row(2, stray).strip()));
    assertThat(reject.message())
        .isEqualTo("the quote that opens column 4 is not closed before the next row");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"T-1", "T-1", "T\"-1"})
  void costsItsRowInTheFirstAndInTheLastButOne(String first) throws Exception {
    String row = first + ",2026-10-05T10:00:00Z,5,\"x\n";
    assertThat(ids(read(HEADER + row + row(2, "a") + row(3, "a")))).containsExactly("T-2", "T-3");
    assertThat(ids(read(HEADER + row(1, "a") + row(2, "\"x") + row(3, "a").strip())))
        .containsExactly("T-1", "T-3");
  }

  @Test
  void manyCostTheirRowsAlone() throws Exception {
    String rows = row(1, "a") + row(2, "\"N") + row(3, "\"N") + row(4, "b") + row(5, "\"N");
    Collected file = read(HEADER + rows + row(6, "c"));
    assertThat(ids(file)).containsExactly("T-1", "T-4", "T-6");
    assertThat(file.rejects)
        .extracting(RejectedRecord::code)
        .containsOnly(RejectCode.CSV_STRAY_QUOTE)
        .hasSize(3);
  }

  @Test
  void linesThatAreNoRowsStayPartOfTheReject() throws Exception {
    Collected file = read(HEADER + row(1, "a") + row(2, "\"one\ntwo, three") + row(3, "b"));
    assertThat(ids(file)).containsExactly("T-1", "T-3");
    assertThat(file.rejects).hasSize(1);
    assertThat(file.rejects.get(0).raw()).isEqualTo(Bytes.of(row(2, "\"one\ntwo, three").strip()));
  }

  @Test
  void aFieldOfManyLinesIsKept() throws Exception {
    String note = "\"one\n1,2,3,4\n\n\"\"two\"\", three\r\nT-9,soon,5,x\n\"";
    Collected file = read(HEADER + row(1, "a") + row(2, note) + row(3, "b"));
    assertThat(ids(file)).containsExactly("T-1", "T-2", "T-3");
    assertThat(read("note,timestamp,amount\n\"a\nb\",2026-10-05,1\n\"c\nd\",2026-10-06,2\n").good)
        .hasSize(2);
  }

  @Test
  void isUnclosedOnlyInTheLastRow() {
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> read(HEADER + row(1, "a") + row(2, "\"x\ny")))
        .satisfies(
            damage -> {
              assertThat(damage.code()).isEqualTo(DamageCode.UNCLOSED_QUOTE);
              assertThat(damage.byteOffset())
                  .isEqualTo((HEADER + row(1, "a") + row(2, "")).length() - 1);
            });
  }

  @Test
  void theIdDoesWhereNoTimeIsNamed() throws Exception {
    String header = "a,transaction_id,b\n";
    Collected file = read(header + "1,T-1,x\n2,T-2,\"y\n3,T-3,z\n");
    assertThat(file.outcomes())
        .containsExactly(
            "{\"a\":\"1\",\"transaction_id\":\"T-1\",\"b\":\"x\"}",
            "CSV_STRAY_QUOTE",
            "{\"a\":\"3\",\"transaction_id\":\"T-3\",\"b\":\"z\"}");
  }

  @Test
  void swallowedRecordsQuarantineTheFile() {
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> read("a,b,c\n1,2,\"x\n3,4,5\n6,7,8\n9,10,\"y\n"))
        .satisfies(
            damage -> {
              assertThat(damage.code()).isEqualTo(DamageCode.RECORDS_SWALLOWED);
              assertThat(damage.byteOffset()).isEqualTo(6);
            });
  }

  @Test
  void followsAFieldThatIsTooLongToItsNextRow() throws Exception {
    String note = "\"" + "line, of text\n".repeat(300_000);
    Collected file = read(HEADER + row(1, "a") + row(2, note) + row(3, "b") + row(4, "c"));
    assertThat(ids(file)).containsExactly("T-1", "T-3", "T-4");
    assertThat(file.rejects)
        .extracting(RejectedRecord::code)
        .containsOnly(RejectCode.RECORD_TOO_LONG);
  }

  @Test
  void aLongFileLosesOneRow() throws Exception {
    StringBuilder content = new StringBuilder(HEADER);
    for (int row = 1; row <= 90_001; row++) {
      content.append(row(row, row == 2 ? "\"x" : "a"));
    }
    Collected file = read(content.toString());
    assertThat(file.summary.read()).isEqualTo(90_001);
    assertThat(file.summary.rejected()).isEqualTo(1);
  }

  @Test
  void theFirstRowsOwnCellGivesTheForm() throws Exception {
    Collected file = read("transaction_id,a,b\nT-1,x,\"y\nT-2,x,y\nT-3,x,y\n");
    assertThat(file.outcomes())
        .containsExactly(
            "CSV_STRAY_QUOTE",
            "{\"transaction_id\":\"T-2\",\"a\":\"x\",\"b\":\"y\"}",
            "{\"transaction_id\":\"T-3\",\"a\":\"x\",\"b\":\"y\"}");
  }

  /** One quote is put anywhere into a table of rows that may hold quoted fields. */
  @RepeatedTest(5)
  void oneQuoteAnywhereCostsAtMostItsRow() throws Exception {
    long seed = System.nanoTime();
    System.out.println("StrayQuoteTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      char delimiter = ",;\t|".charAt(random.nextInt(4));
      boolean allQuoted = random.nextBoolean();
      List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
      Collections.shuffle(order, random);
      int count = 3 + random.nextInt(6);
      int hit = random.nextInt(count - 1);
      StringBuilder content = new StringBuilder();
      content.append(line(List.of(HEADER.strip().split(",")), order, delimiter, false));
      List<String> expected = new ArrayList<>();
      for (int row = 0; row < count; row++) {
        String time = "2026-10-05T10:0" + row + ":00Z";
        List<String> cells = List.of("T-" + row, time, "5." + row, note(random, delimiter));
        String line = line(cells, order, delimiter, allQuoted);
        int at = random.nextInt(line.length());
        content.append(row == hit ? line.substring(0, at) + '"' + line.substring(at) : line);
        if (row != hit) {
          expected.add(cells.get(0));
        }
      }
      Collected file =
          Collected.of(
              "a.csv",
              new SmallReads(new ByteArrayInputStream(Bytes.of(content.toString())), random),
              ParseLimits.defaults());
      List<String> others = new ArrayList<>();
      for (Collected.Good record : file.good) {
        others.add(record.json().replaceAll("(?s).*\"transaction_id\":\"([^\"]*)\".*", "$1"));
      }
      others.removeIf(id -> !expected.contains(id));
      assertThat(others).as("seed " + seed + ": " + content).isEqualTo(expected);
      assertThat(file.rejects.size()).as(content.toString()).isLessThanOrEqualTo(1);
    }
  }

  private static String line(
      List<String> cells, List<Integer> order, char delimiter, boolean quoted) {
    List<String> written = new ArrayList<>();
    for (int cell : order) {
      String text = cells.get(cell);
      boolean quote = quoted || text.indexOf(delimiter) >= 0 || text.startsWith("\"");
      written.add(quote ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }
    return String.join(String.valueOf(delimiter), written) + "\n";
  }

  private static String note(Random random, char delimiter) {
    String[] notes = {"", "plain", "5\" nail", "\"quoted\"", "a" + delimiter + " b", "say \"hi\""};
    return notes[random.nextInt(notes.length)];
  }

  private static String row(int number, String note) {
    return "T-"
        + number
        + ",2026-10-05T10:0"
        + number % 10
        + ":00Z,5."
        + number
        + ","
        + note
        + "\n";
  }

  private static List<String> ids(Collected file) {
    List<String> ids = new ArrayList<>();
    for (Collected.Good record : file.good) {
      String json = record.json();
      int from = json.indexOf(':') + 2;
      ids.add(json.substring(from, json.indexOf("\",\"timestamp", from)));
    }
    return ids;
  }

  private static Collected read(String content) throws Exception {
    return Collected.of("a.csv", content);
  }
}
