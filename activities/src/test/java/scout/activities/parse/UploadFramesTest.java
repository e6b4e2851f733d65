package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scout.activities.Gzip;

/** Frames of a chunked upload that stayed in the object lead to the upload, not to the till. */
final class UploadFramesTest {
  private static final String SIGNATURE = ";chunk-signature=" + "c1".repeat(32);
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @RepeatedTest(20)
  void refusesFramedContent() {
    System.out.println("UploadFramesTest seed " + seed);
    byte[] content =
        Bytes.of("device_id,amount\r\n" + "till-1,12.50\r\n".repeat(random.nextInt(20_000)));
    byte[] packed = random.nextBoolean() ? content : Gzip.pack(content);
    boolean signed = random.nextBoolean();
    byte[] framed = framed(packed, signed ? SIGNATURE : "", 16 + random.nextInt(70_000));
    String end = random.nextBoolean() ? "" : "x-amz-checksum-crc32:AAAAAA==\r\n";
    for (String name : new String[] {"a.csv", "a.json", "a.csv.gz"}) {
      refused(name, Bytes.join(framed, Bytes.of(end + "\r\n")));
      refused(name, Gzip.pack(Bytes.join(framed, Bytes.of(end + "\r\n"))));
    }
  }

  @Test
  void refusesUtf16InFrames() {
    byte[] text = "\ufeffa,b\r\n1,2\r\n".getBytes(StandardCharsets.UTF_16LE);
    refused("a.csv", Bytes.join(framed(text, "", 1_000), Bytes.of("\r\n")));
  }

  @Test
  void refusesFramesThatAreCutShort() {
    byte[] content = Bytes.of("id,amount\n" + "x,12.50\n".repeat(1_000));
    byte[] signed = framed(content, SIGNATURE, 4_000);
    refused("a.csv", Arrays.copyOf(signed, 300));
    byte[] unsigned = framed(content, "", 1_000);
    refused("a.csv", Arrays.copyOf(unsigned, 2_500));
    refused("a.csv", Bytes.of("000010\r\n0123456789abcdef\r\n"));
    refused("a.csv", Bytes.of("0\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cafe\r\n1\r\n2\r\n",
        "a\r\n1234567\r\n11\r\n",
        "a\r\n1234567890\r\nff\r\n",
        "ad\r\nx\r\n0\r\n",
        "bad\nx\n",
        "add,b\r\n1,2\r\n",
        "FACE\r\n",
      })
  void leavesAHeaderAloneThatIsAHexNumber(String content) throws Exception {
    Collected file = Collected.of("a.csv", content);
    assertThat(file.summary.rejected()).isZero();
  }

  private static void refused(String name, byte[] content) {
    Refused.file(name, content, DamageCode.UPLOAD_FRAMES)
        .withMessageContaining("chunk")
        .withMessageContaining("upload");
  }

  private static byte[] framed(byte[] content, String extension, int length) {
    byte[] framed = {};
    for (int from = 0; from < content.length; from += length) {
      int to = Math.min(content.length, from + length);
      framed =
          Bytes.join(
              framed,
              Bytes.of(Integer.toHexString(to - from) + extension + "\r\n"),
              Arrays.copyOfRange(content, from, to),
              Bytes.of("\r\n"));
    }
    return Bytes.join(framed, Bytes.of("0" + extension + "\r\n"));
  }
}
