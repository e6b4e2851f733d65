package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.storage.upload.InputName;

/**
 * However long a file is, and wherever its records end or don't, little of it is in memory. With
 * {@code -Dscout.long=true} it is 128 MiB long.
 */
final class BoundedMemoryTest {
  private static final long LENGTH = (Boolean.getBoolean("scout.long") ? 128L : 32L) << 20;
  private static final int MOST_KEPT = 4 << 20;

  private final JsonCheck check = new JsonCheck(ParseSettings.defaults());
  private long records;
  private boolean readToEnd = true;

  @ParameterizedTest
  @CsvSource({
    "JSON,'','{\"a\":\"some text\",\"b\":[1,2,3]}\n'",
    "JSON,'{\"a\":\"','x\"y'",
    "JSON,'[',' {\"a\":[{\"b\":1}],\"c\":\"]\"}\n,'",
    "JSON,'[{\"a\":\"','x'",
    "JSON,'[','{'",
    "JSON,'{\n','\"key\":{\n}, '",
    "JSON,'',' '",
    "JSON,'{\"n\":1,\"data\":[','{\"store_id\":1,\"transaction_id\":2}, '",
    "JSON,'','{\"a\":\"some text\",\"b\":[1,2,3]}'",
    "JSON,'{\"a\":1}x','{\"a\":\"some text\",\"b\":[1,2,3}'",
    "JSON,'','\u001e{\"a\":\"some text\"\n,\"b\":[1,2,3]}\n'",
    "JSON,'\u001e','{\"a\":\"some text\",\"b\":[1,2,3]}\n'",
    "JSON,'{\"a\":1}','\0'",
    "CSV,'a,b\n','1,\"2\n3\"\r\n'",
    "CSV,'a,b\n\"','x,\n'",
    "CSV,'timestamp,a,b\n2026-10-05,\"','x,9,\n'",
    "CSV,'timestamp,a,b\n2026-10-05,1,2\n2026-10-05,\"','x'",
    "CSV,'','a'",
  })
  void keepsLittleOfTheFile(InputName.Records kind, String start, String repeated)
      throws Exception {
    ByteWindow window = new ByteWindow(new Endless(start, repeated));
    try {
      FileLayout layout =
          FileLayout.of(kind, window, check, ParseSettings.defaults(), new DialectNotes());
      FileFraming framing = layout.framing();
      if (framing == null) {
        assertThat(window.bytes()).hasSizeLessThanOrEqualTo(MOST_KEPT);
        window = new ByteWindow(new Endless(start, repeated));
        framing = layout.again().framing(window);
      }
      for (RecordFrame frame = framing.next(); frame != null; frame = framing.next()) {
        records++;
        assertThat(frame.end() - frame.start()).isLessThan(MOST_KEPT);
      }
      assertThat(records > 0 || repeated.isBlank()).isTrue();
    } catch (FileDamaged damage) {
      assertThat(damage.code())
          .isIn(DamageCode.TRUNCATED_ARRAY, DamageCode.UNCLOSED_QUOTE, DamageCode.CSV_BAD_HEADER);
      readToEnd = damage.code() != DamageCode.CSV_BAD_HEADER;
    }
    assertThat(window.bytes()).hasSizeLessThanOrEqualTo(MOST_KEPT);
    if (readToEnd) {
      assertThat(window.offset()).isEqualTo(LENGTH);
    }
  }

  /** The start, then the same bytes again and again. */
  private static final class Endless implements ByteSource {
    private final byte[] start;
    private final byte[] repeated;
    private long given;

    Endless(String start, String repeated) {
      this.start = Bytes.of(start);
      this.repeated = Bytes.of(repeated.repeat((64 << 10) / repeated.length()));
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (given == LENGTH) {
        return -1;
      }
      boolean atStart = given < start.length;
      byte[] from = atStart ? start : repeated;
      int at = (int) (atStart ? given : (given - start.length) % repeated.length);
      int count = (int) Math.min(Math.min(length, from.length - at), LENGTH - given);
      System.arraycopy(from, at, into, offset, count);
      given += count;
      return count;
    }
  }
}
