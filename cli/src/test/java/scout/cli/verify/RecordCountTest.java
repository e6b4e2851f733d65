package scout.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordCountTest {
  /** The content has \n and \r spelled out. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "a.jsonl, `{}{}\\n{}\\n`, 3",
        "a.json, `[{\"a\":[{}]},{}]`, 2",
        "a.json, `[]`, 0",
        "a.csv, `a,b\\n1,\"x\\ny\"\\n \\n2,3\\n`, 2",
        "a.csv, `a,b\\r\\r\\n1,2\\r\\r\\n`, 1",
        "a.csv, `a,b\\n1,2\\r3\\n`, -",
        "a.csv, `a,b\\r1,2\\r`, -",
        "a.json.zst, `{}`, -",
        "a.txt, `{}`, -",
      })
  void countsWhatIsPlain(String name, String content, Long records) throws Exception {
    byte[] bytes = content.replace("\\n", "\n").replace("\\r", "\r").getBytes(UTF_8);
    OptionalLong expected = records == null ? OptionalLong.empty() : OptionalLong.of(records);
    assertThat(RecordCount.of(name, new ByteArrayInputStream(bytes))).isEqualTo(expected);
    byte[] packed = packed(bytes);
    assertThat(RecordCount.of(name + ".gz", pausing(packed))).isEqualTo(expected);
    assertThat(RecordCount.of(name + ".gz.gz", pausing(packed(packed)))).isEqualTo(expected);
  }

  @Test
  void aPauseOfTheNetworkEndsNoMember() throws Exception {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.writeBytes(packed("{}\n".getBytes(UTF_8)));
    two.writeBytes(packed("{}\n{}\n".getBytes(UTF_8)));
    assertThat(RecordCount.of("a.jsonl.gz", pausing(two.toByteArray()))).hasValue(3);
  }

  /** Gives a byte at a time, and never says that more has arrived. */
  private static InputStream pausing(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(length, 1));
      }

      @Override
      public synchronized int available() {
        return 0;
      }
    };
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }
}
