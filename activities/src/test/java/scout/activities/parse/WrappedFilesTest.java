package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/**
 * However a file is packed and encoded, and whatever its name says of it, its records are alike.
 */
final class WrappedFilesTest {
  private static final ParseLimits LIMITS = new ParseLimits(200, 1 << 20, 400, 1 << 30, 2_000);

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final RandomJson json = new RandomJson(random);

  @RepeatedTest(60)
  void givesTheSameRecords() throws Exception {
    System.out.println("WrappedFilesTest seed " + seed);
    String suffix = pick(".json", ".jsonl", ".ndjson", ".csv");
    String text = suffix.equals(".csv") ? rows() : suffix.equals(".json") ? array() : lines();
    Collected plain = read("a" + suffix, Bytes.of(text));
    String name = "a" + suffix + pick("", ".gz", ".zst", ".gz.gz", ".zst.gz", ".gz.zst");
    Charset charset =
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
            .get(random.nextInt(3));
    String mark = charset == StandardCharsets.UTF_8 ? "" : "\ufeff";
    String layers = pick("", "g", "z", "gg", "gz", "zg", "zz");
    Collected wrapped = read(name, PackedFileTest.pack((mark + text).getBytes(charset), layers));
    assertThat(wrapped.good).as("%s of %s, seed %d", name, layers, seed).isEqualTo(plain.good);
    assertThat(wrapped.rejects)
        .usingRecursiveComparison()
        .as("%s of %s, seed %d", name, layers, seed)
        .isEqualTo(plain.rejects);
    assertThat(wrapped.summary.payloadKeys()).isEqualTo(plain.summary.payloadKeys());
    assertThat(wrapped.summary.bytes()).isEqualTo(plain.summary.bytes());
  }

  private Collected read(String name, byte[] stored) throws Exception {
    return Collected.of(
        name,
        () -> new SmallReads(new ByteArrayInputStream(stored), random),
        ParseSettings.of(LIMITS));
  }

  private String lines() {
    StringBuilder lines = new StringBuilder();
    for (int i = 1 + random.nextInt(400); i > 0; i--) {
      lines.append(record()).append(pick("\n", "\r\n", "\n\n"));
    }
    return lines.toString();
  }

  private String array() {
    StringBuilder array = new StringBuilder("[");
    for (int i = 1 + random.nextInt(400); i > 0; i--) {
      array.append(record()).append(i == 1 ? "" : pick(",", " ,\n"));
    }
    return array.append("]").toString();
  }

  private String rows() {
    StringBuilder rows = new StringBuilder("id,caf\u00e9\n");
    for (int i = 1 + random.nextInt(400); i > 0; i--) {
      rows.append(i).append(pick(",x\n", ",\"\ud83d\ude00\"\r\n", ",\u20ac\n", ",1,2\n"));
    }
    return rows.toString();
  }

  private String record() {
    return random.nextInt(10) == 0
        ? "{\"a\":nothing}"
        : json.object(2).replace("\n", " ").replace("\r", " ");
  }

  private String pick(String... any) {
    return any[random.nextInt(any.length)];
  }
}
