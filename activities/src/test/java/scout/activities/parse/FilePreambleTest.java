package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before the first record is skipped and counted, also where there is no record. */
final class FilePreambleTest {
  private static final String MARK = "\ufeff";

  @ParameterizedTest
  @CsvSource({"0,", "1,", "2,1", "5,4"})
  void countsByteOrderMarksBeyondTheFirst(int marks, Integer counted) throws Exception {
    for (String blanks : new String[] {"", "\n", " \r\n"}) {
      String json = MARK.repeat(marks) + blanks + "{\"a\":\"1\"}\n";
      String csv = MARK.repeat(marks) + blanks + "a\n1\n";
      for (Collected file :
          new Collected[] {
            Collected.of("a.jsonl", json), Collected.of("a.json", json), Collected.of("a.csv", csv)
          }) {
        assertThat(file.outcomes()).containsExactly("{\"a\":\"1\"}");
        assertThat(file.summary.dialect())
            .isEqualTo(counted == null ? null : "{\"byte_order_marks\":" + counted + "}");
      }
    }
  }

  @Test
  void countsTheMarksOfUtf16Alike() throws Exception {
    byte[] text = (MARK.repeat(3) + "{}").getBytes(StandardCharsets.UTF_16BE);
    assertThat(Collected.of("a.json", text).summary.dialect())
        .isEqualTo("{\"encoding\":\"UTF-16BE\",\"byte_order_marks\":2}");
  }

  @Test
  void skipsZeroBytesInFront() throws Exception {
    String zeros = "\0".repeat(4_096);
    assertThat(Collected.of("a.csv", zeros + "a,b\n1,2\n").outcomes())
        .containsExactly("{\"a\":\"1\",\"b\":\"2\"}");
    Collected file = Collected.of("a.json", MARK + "\n" + zeros + "\n[{}]");
    assertThat(file.outcomes()).containsExactly("{}");
    assertThat(file.summary.dialect()).isEqualTo("{\"nul_bytes\":4096}");
    assertThat(file.good.get(0).byteOffset()).isEqualTo(4_102);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\n\n\r\n",
        MARK,
        MARK + MARK + "\n",
        "\u001a",
        "\r\n\u001a",
        MARK + "\0\0\n\u001a\u001a\0\n"
      })
  void aFileOfNothingIsAFileWithoutRecords(String content) throws Exception {
    for (String name : new String[] {"a.json", "a.jsonl", "a.ndjson", "a.csv"}) {
      ParseSummary summary = Collected.of(name, content).summary;
      assertThat(summary.read()).isZero();
      assertThat(summary.bytes()).isEqualTo(Bytes.of(content).length);
      assertThat(summary.converted()).isFalse();
    }
    byte[] utf16 = (MARK + content).getBytes(StandardCharsets.UTF_16BE);
    assertThat(Collected.of("a.csv", utf16).summary.read()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", MARK + "\0\0\n\0"})
  void zeroBytesAloneAreDamage(String content) {
    for (String name : new String[] {"a.json", "a.jsonl", "a.csv"}) {
      Refused.file(name, Bytes.of(content), DamageCode.EMPTY_FILE)
          .withMessageContaining("nothing but zero bytes and blanks: ");
    }
  }

  @Test
  void countsEndOfFileMarks() throws Exception {
    assertThat(Collected.of("a.csv", "\n\u001a\u001a\0").summary.dialect())
        .isEqualTo("{\"nul_bytes\":1,\"end_of_file_marks\":2}");
  }

  @Test
  void aClosedShopIsAFileWithoutRecords() throws Exception {
    assertThat(Collected.of("a.json", "[]").summary.read()).isZero();
    assertThat(Collected.of("a.csv", "a,b\r\n").summary.read()).isZero();
    assertThat(Collected.of("a.csv", "a,b").summary.dialect()).isNull();
  }
}
