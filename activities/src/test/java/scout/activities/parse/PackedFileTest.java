package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.activities.Gzip;

/** How a file is packed is told by its first bytes; its name only says what is noted. */
final class PackedFileTest {
  private static final byte[] LINES = Bytes.of("{\"a\":1}\n{\"a\":2}\n");

  @ParameterizedTest
  @CsvSource({
    "a.jsonl,,",
    "a.jsonl.gz,,none",
    "a.jsonl.zst,,none",
    "a.jsonl.gz.gz,,none",
    "a.jsonl,g,gzip",
    "a.jsonl.gz,g,",
    "a.jsonl.zst,g,gzip",
    "a.jsonl.gz.gz,g,gzip",
    "a.jsonl,z,zstd",
    "a.jsonl.gz,z,zstd",
    "a.JSONL.ZST,z,",
    "a.jsonl.zst.gz,z,zstd",
    "a.jsonl,gg,gzip gzip",
    "a.jsonl.gz,gg,gzip gzip",
    "a.jsonl.gz.gz,gg,",
    "a.jsonl.gz,zz,zstd zstd",
    "a.jsonl.zst.gz,gz,",
    "a.jsonl.gz.zst,gz,gzip zstd",
    "a.jsonl.gz.zst,zg,",
    "a.jsonl,zg,zstd gzip",
  })
  void readsWhatTheBytesSay(String name, String layers, String noted) throws Exception {
    byte[] stored = pack(LINES, layers == null ? "" : layers);
    Collected file =
        Collected.of(
            name,
            new SmallReads(new ByteArrayInputStream(stored), new Random(1)),
            ParseLimits.defaults());
    assertThat(file.outcomes()).containsExactly("{\"a\":1}", "{\"a\":2}");
    assertThat(file.summary.bytes()).isEqualTo(LINES.length);
    assertThat(file.summary.dialect())
        .isEqualTo(noted == null ? null : "{\"compression\":\"" + noted + "\"}");
    assertThat(file.summary.converted()).isEqualTo(noted != null);
  }

  @Test
  void readsAllFramesOfZstd() throws Exception {
    byte[] toSkip = Bytes.inText("%s", "5a2a4d1803000000" + "010203");
    byte[] stored =
        Bytes.join(
            toSkip,
            Zstd.pack(Bytes.of("{\"a\"")),
            Zstd.pack(new byte[0]),
            toSkip,
            Zstd.pack(Bytes.of(":1}\n")),
            toSkip);
    assertThat(Collected.of("a.jsonl.zst", stored).outcomes()).containsExactly("{\"a\":1}");
  }

  @Test
  void refusesAThirdLayer() {
    for (String layers : new String[] {"ggg", "gzg", "zzz", "gggg"}) {
      Refused.file("a.jsonl.gz", pack(LINES, layers), DamageCode.PACKED_TOO_OFTEN)
          .withMessageContaining("more than twice");
    }
  }

  @Test
  void saysWhenZstdIsDamaged() {
    byte[] good = Zstd.pack(Bytes.of("{\"a\":\"something that takes a few bytes\"}\n{}\n"));
    for (int length = 4; length < good.length; length++) {
      Refused.file("a.jsonl", Arrays.copyOf(good, length), DamageCode.ZSTD_DAMAGED);
    }
    for (int length = 2; length < 4; length++) {
      Refused.file("a.jsonl.zst", Arrays.copyOf(good, length), DamageCode.ZSTD_DAMAGED);
    }
    // Behind the frame's header, where a bit may only say a larger window.
    for (int at = 6; at < good.length; at++) {
      byte[] flipped = good.clone();
      flipped[at] ^= 0x55;
      Refused.file("a.jsonl", flipped, DamageCode.ZSTD_DAMAGED);
    }
    Refused.file("a.jsonl.zst", Bytes.join(good, Bytes.of("more")), DamageCode.ZSTD_DAMAGED);
  }

  @Test
  void refusesWindowsThatTakeMuchMemory() throws Exception {
    byte[] text = text(9 << 20);
    Refused.file("a.jsonl.zst", Zstd.pack(text, 24), DamageCode.ZSTD_WINDOW)
        .withMessageContaining("8 MiB");
    Refused.file("a.jsonl.zst", Gzip.pack(Zstd.pack(text, 27)), DamageCode.ZSTD_WINDOW);
    assertThat(Collected.of("a.jsonl.zst", Zstd.pack(text, 23)).summary.bytes())
        .isEqualTo(text.length);
  }

  @Test
  void packingTwiceIsNoWayAroundTheBudget() {
    byte[] bomb = Bytes.of("{\"a\":1}\n".repeat(4 << 20));
    for (String layers : new String[] {"g", "z", "gg", "gz", "zg", "zz"}) {
      Refused.file("a.jsonl", pack(bomb, layers), DamageCode.INFLATES_TOO_MUCH)
          .withMessageContaining("200 times");
    }
  }

  @Test
  void countsTheBytesOfEveryLayer() throws Exception {
    byte[] text = text(1 << 20);
    byte[] inner = Gzip.pack(text);
    byte[] stored = Gzip.pack(inner);
    long both = text.length + inner.length;
    assertThat(
            Collected.of(
                    "a.jsonl",
                    stored,
                    ParseSettings.of(new ParseLimits(200, 1 << 20, 400, both, 2_000)))
                .summary
                .bytes())
        .isEqualTo(text.length);
    ParseSettings less = ParseSettings.of(new ParseLimits(200, 1 << 20, 400, both - 1, 2_000));
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> Collected.of("a.jsonl", stored, less))
        .matches(damage -> damage.code() == DamageCode.INFLATES_TOO_MUCH);
  }

  @Test
  void plainContentUnderAPackedNameMustBeText() throws Exception {
    byte[] binary = Bytes.inText("%s", "00010203fafbfcfd");
    Refused.file("a.jsonl.gz", binary, DamageCode.GZIP_DAMAGED).withMessageContaining("gzip");
    Refused.file("a.jsonl.zst", binary, DamageCode.ZSTD_DAMAGED).withMessageContaining("zstd");
    Refused.file("a.jsonl.gz.gz", Gzip.pack(binary), DamageCode.GZIP_DAMAGED);
    Refused.file("a.csv.gz", new byte[4_096], DamageCode.GZIP_DAMAGED);
    Refused.file(
        "a.csv.gz",
        "a,b\ncaf\u00e9,1\n".getBytes(StandardCharsets.ISO_8859_1),
        DamageCode.GZIP_DAMAGED);
    byte[] utf16 = "\ufeff{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
    assertThat(Collected.of("a.jsonl.gz", utf16).outcomes()).containsExactly("{\"a\":1}");
    // A character of several bytes at the end of what is looked at is text all the same.
    for (int before = 500; before < 512; before++) {
      String text = "{\"a\":\"" + "x".repeat(before - 6) + "\u20ac\ud83d\ude00\"}";
      assertThat(Collected.of("a.jsonl.gz", text).outcomes()).containsExactly(text);
    }
  }

  @Test
  void nothingPackedIsAFileWithoutRecords() throws Exception {
    for (String layers : new String[] {"g", "z", "gz", "zz"}) {
      for (String name : new String[] {"a.csv", "a.json", "a.jsonl.gz", "a.json.gz.gz"}) {
        assertThat(Collected.of(name, pack(new byte[0], layers)).summary.read()).isZero();
      }
    }
    for (String name : new String[] {"a.csv", "a.json.gz", "a.jsonl.zst"}) {
      Refused.file(name, new byte[0], DamageCode.EMPTY_FILE);
    }
  }

  @Test
  void readsTheStreamToItsEnd() throws Exception {
    for (String layers : new String[] {"", "g", "z", "gg", "zg"}) {
      ByteArrayInputStream stored = new ByteArrayInputStream(pack(LINES, layers));
      Collected.of("a.jsonl", stored, ParseLimits.defaults());
      assertThat(stored.available()).isZero();
    }
  }

  @Test
  void anOutageIsNoDamage() {
    byte[] content = Zstd.pack(LINES);
    for (int length = 0; length <= content.length; length++) {
      InputStream broken =
          new SequenceInputStream(
              new ByteArrayInputStream(content, 0, length),
              new InputStream() {
                @Override
                public int read() throws IOException {
                  throw new IOException("connection reset");
                }
              });
      assertThatIOException()
          .isThrownBy(() -> Collected.of("a.json", broken, ParseLimits.defaults()))
          .withMessage("connection reset");
    }
  }

  private static byte[] text(int length) {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder(length + 100);
    while (text.length() < length) {
      text.append("{\"id\":\"").append(random.nextLong()).append("\"}\n");
    }
    return Bytes.of(text.toString());
  }

  /** Packs content; the first letter is the outermost layer. */
  static byte[] pack(byte[] content, String layers) {
    byte[] packed = content;
    for (int i = layers.length() - 1; i >= 0; i--) {
      packed = layers.charAt(i) == 'g' ? Gzip.pack(packed) : Zstd.pack(packed);
    }
    return packed;
  }
}
