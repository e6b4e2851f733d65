package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scout.activities.Gzip;

/** UTF-16 with its mark is read as UTF-8; what else is not UTF-8 is named. */
final class EncodingTest {
  private static final String LINES = "{\"a\":\"caf\u00e9 \u20ac \ud83d\ude00\"}\r\n{\"b\":2}\r\n";

  @ParameterizedTest
  @CsvSource({"UTF-16LE,", "UTF-16BE,", "UTF-16LE,g", "UTF-16BE,z", "UTF-16LE,zg"})
  void readsUtf16(String encoding, String layers) throws Exception {
    byte[] text = ("\ufeff" + LINES).getBytes(Charset.forName(encoding));
    byte[] stored = PackedFileTest.pack(text, layers == null ? "" : layers);
    Collected file =
        Collected.of(
            "a.jsonl",
            new SmallReads(new ByteArrayInputStream(stored), new Random(2)),
            ParseLimits.defaults());
    assertThat(file.outcomes()).containsExactlyElementsOf(LINES.lines().toList());
    assertThat(file.summary.dialect()).contains("\"encoding\":\"" + encoding + "\"");
    assertThat(file.summary.converted()).isTrue();
    // Places are those of the text in UTF-8, without the mark.
    assertThat(file.summary.bytes()).isEqualTo(Bytes.of(LINES).length);
    assertThat(file.good.get(1).byteOffset())
        .isEqualTo(Bytes.of(LINES.substring(0, LINES.indexOf("{\"b"))).length);
  }

  @Test
  void halfAPairRejectsItsRecordAlone() throws Exception {
    for (String half :
        List.of("\ud83d", "\ude00", "\ud83d\ud83d\ude00", "\ude00\ud83d", "\ud83dx")) {
      String text = "\ufeffa,b\n1,x\n2," + half + "\n3,y\n4,z" + half;
      for (Charset utf16 : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
        assertThat(Collected.of("a.csv", encode(text, utf16)).outcomes())
            .containsExactly(
                "{\"a\":\"1\",\"b\":\"x\"}",
                "INVALID_UTF8",
                "{\"a\":\"3\",\"b\":\"y\"}",
                "INVALID_UTF8");
      }
    }
  }

  /** The second byte of some of its characters is a backslash, which hides the quote behind it. */
  @Test
  void saysThatAnArrayInShiftJisIsNoUtf8() {
    byte[] array =
        "[{\"a\":\"\u30bd\"},\n{\"a\":\"\u30bd\"}]".getBytes(Charset.forName("Shift_JIS"));
    Refused.file("a.json", array, DamageCode.TRUNCATED_ARRAY).withMessageContaining("not UTF-8");
  }

  @Test
  void halfACharacterAtTheEndRejectsItsRecordAlone() throws Exception {
    byte[] little = "\ufeff{\"a\":1}\n{\"a\":23}".getBytes(StandardCharsets.UTF_16LE);
    byte[] big = "\ufeff{\"a\":1}\n{\"a\":23}".getBytes(StandardCharsets.UTF_16BE);
    for (byte[] text : List.of(little, big)) {
      byte[] cut = Arrays.copyOf(text, text.length - 1);
      byte[] more = Arrays.copyOf(text, text.length + 1);
      assertThat(Collected.of("a.jsonl", cut).outcomes())
          .containsExactly("{\"a\":1}", "INVALID_UTF8");
      assertThat(Collected.of("a.jsonl", more).outcomes())
          .containsExactly("{\"a\":1}", "INVALID_UTF8");
    }
  }

  @Test
  void utf32IsNamed() {
    for (String mark : List.of("fffe0000", "0000feff")) {
      for (String rest : List.of("", "7b0000007d000000")) {
        Refused.file("a.json", Bytes.inText("%s", mark + rest), DamageCode.NOT_UTF8)
            .withMessageContaining("UTF-32");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void utf16WithoutItsMarkIsNamed(String encoding) {
    for (String text :
        List.of("a,b", "id,name\n1,\u4e2d\n", "[{\"a\":\"" + "x".repeat(900) + "\"}]")) {
      byte[] content = text.getBytes(Charset.forName(encoding));
      for (String name : List.of("a.json", "a.csv", "a.jsonl.gz")) {
        Refused.file(name, content, DamageCode.NOT_UTF8).withMessageContaining("UTF-16");
        Refused.file(name, Gzip.pack(content), DamageCode.NOT_UTF8).withMessageContaining("UTF-16");
      }
    }
  }

  @Test
  void aMarkBeforeZeroBytesIsUtf16WhereTextFollows() throws Exception {
    byte[] text = "\ufeff\0\0\0{\"a\":1}\n".getBytes(StandardCharsets.UTF_16LE);
    Collected file = Collected.of("a.jsonl", text);
    assertThat(file.outcomes()).containsExactly("{\"a\":1}");
    assertThat(file.summary.dialect()).contains("\"nul_bytes\":3");
  }

  /** Java's own encoder writes a question mark for half a pair. */
  private static byte[] encode(String text, Charset utf16) {
    byte[] bytes = new byte[2 * text.length()];
    int high = utf16 == StandardCharsets.UTF_16BE ? 0 : 1;
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i + high] = (byte) (text.charAt(i) >> 8);
      bytes[2 * i + 1 - high] = (byte) text.charAt(i);
    }
    return bytes;
  }
}
