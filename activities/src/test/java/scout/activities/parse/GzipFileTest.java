package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import scout.activities.Gzip;

final class GzipFileTest {
  private static final ParseLimits LIMITS = ParseLimits.defaults();

  @Test
  void readsAllMembersThoughTheNetworkPauses() throws Exception {
    byte[] content =
        Bytes.join(
            Gzip.pack(Bytes.of("{\"a\":1}\n{\"a\"")),
            Gzip.pack(new byte[0]),
            Gzip.pack(Bytes.of(":2}\n")),
            new byte[600]);
    Collected file =
        Collected.of(
            "a.jsonl.gz", new SmallReads(new ByteArrayInputStream(content), new Random(1)), LIMITS);
    assertThat(file.outcomes()).containsExactly("{\"a\":1}", "{\"a\":2}");
    assertThat(file.summary.bytes()).isEqualTo(16);
  }

  @Test
  void readsHeadersWithNameCommentExtraAndChecksum() throws Exception {
    byte[] plain = Gzip.pack(Bytes.of("{}"));
    byte[] header =
        Bytes.inText("%s", "1f8b081e000000000003" + "0300616263" + "6e616d6500" + "6300");
    CRC32 crc = new CRC32();
    crc.update(header);
    byte[] checksum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    byte[] content = Bytes.join(header, checksum, Arrays.copyOfRange(plain, 10, plain.length));
    assertThat(Collected.of("a.json.gz", content).outcomes()).containsExactly("{}");
  }

  @Test
  void saysWhenItIsDamaged() {
    byte[] good = Gzip.pack(Bytes.of("{\"a\":\"something that takes a few bytes\"}\n{}\n"));
    for (int length = 1; length < good.length; length++) {
      damaged(Arrays.copyOf(good, length));
    }
    for (int at : new int[] {0, 1, 2, 20, good.length - 8, good.length - 1}) {
      byte[] flipped = good.clone();
      flipped[at] ^= 0x55;
      damaged(flipped);
    }
    damaged(Bytes.join(good, Bytes.of("more")));
    damaged(Bytes.join(good, new byte[] {0, 0, 1}));
  }

  @Test
  void countsWhatCameBeforeTheDamage() {
    byte[] content = Gzip.pack(Bytes.of("{}\n{}\n"));
    content[content.length - 8] ^= 1;
    Collected collected = new Collected();
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(
            () ->
                RecordReader.read(
                    () -> new ByteArrayInputStream(content),
                    "a.jsonl.gz",
                    ParseSettings.of(LIMITS),
                    collected));
    assertThat(collected.good).hasSize(2);
  }

  @Test
  void onlyAnObjectWithoutBytesIsEmpty() throws Exception {
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> Collected.of("a.csv.gz", new byte[0]))
        .satisfies(damage -> assertThat(damage.code()).isEqualTo(DamageCode.EMPTY_FILE));
    assertThat(Collected.of("a.csv.gz", Gzip.pack(new byte[0])).summary.read()).isZero();
  }

  @Test
  void stopsInflating() throws Exception {
    byte[] bomb = Gzip.pack(Bytes.of("{\"a\":1}\n".repeat(1 << 20)));
    inflatesTooMuch(bomb, LIMITS, 1 << 20, "200 times");
    ParseLimits small = new ParseLimits(200, 1 << 20, 400, 1_000_000, 2_000);
    inflatesTooMuch(bomb, small, 1_000_000, "1000000 bytes");
    ParseLimits wide = new ParseLimits(200, 1 << 20, 400, 8 << 20, 2_000);
    assertThat(Collected.of("a.jsonl.gz", new ByteArrayInputStream(bomb), wide).summary.read())
        .isEqualTo(1 << 20);
  }

  @Test
  void anOutageIsNoDamage() {
    byte[] content = Gzip.pack(Bytes.of("{}"));
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(content, 0, 12),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }
            });
    assertThatIOException()
        .isThrownBy(() -> Collected.of("a.json.gz", broken, LIMITS))
        .withMessage("connection reset");
  }

  private static void damaged(byte[] content) {
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> Collected.of("a.jsonl.gz", content))
        .satisfies(damage -> assertThat(damage.code()).isEqualTo(DamageCode.GZIP_DAMAGED));
  }

  private static void inflatesTooMuch(byte[] content, ParseLimits limits, long after, String says) {
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> Collected.of("a.jsonl.gz", new ByteArrayInputStream(content), limits))
        .withMessageContaining(says)
        .satisfies(
            damage -> {
              assertThat(damage.code()).isEqualTo(DamageCode.INFLATES_TOO_MUCH);
              assertThat(damage.byteOffset()).isBetween(after, after + (2 << 20));
            });
  }
}
