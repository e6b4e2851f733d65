package scout.activities.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.activities.Gzip;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadResult;

/** What a device declares about a file is held against what arrived. */
class DamagedInTransitTest {
  private static final String SHA_256 = "scout-sha256";
  private static final String RECORDS = "scout-records";
  private static final byte[] TWO = "{\"n\":1}\n\n{\"n\":2}\n".getBytes(UTF_8);

  @TempDir static Path folder;
  private static Inbox inbox;

  @BeforeAll
  static void start() throws Exception {
    inbox = new Inbox(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    inbox.close();
  }

  @AfterEach
  void everythingIsAccountedFor() {
    assertThat(inbox.contradictions()).isEmpty();
  }

  @Test
  void loadsWhatArrivedAsItWasSent() throws Exception {
    LoadResult plain = upload("fine.jsonl", TWO, Map.of(SHA_256, hash(TWO), RECORDS, "2"));
    assertThat(plain.status()).isEqualTo(FileStatus.LOADED);

    byte[] packed = Gzip.pack(TWO);
    String upper = hash(packed).toUpperCase(Locale.ROOT);
    LoadResult gzip = upload("fine.jsonl.gz", packed, Map.of(SHA_256, upper, RECORDS, "2"));
    assertThat(gzip.status()).isEqualTo(FileStatus.LOADED);
  }

  @Test
  void countsRejectedRecordsToo() throws Exception {
    byte[] half = "{\"n\":1}\nnoise\n".getBytes(UTF_8);
    LoadResult result = upload("half.jsonl", half, Map.of(RECORDS, "2"));
    assertThat(result.status()).isEqualTo(FileStatus.LOADED);
    assertThat(result.rejected()).isEqualTo(1);
  }

  /** What a device counts that can only count lines, whatever the records are. */
  @ParameterizedTest
  @CsvSource({
    "glued.jsonl, '{\"n\":1}{\"n\":2}\n{\"n\":3}\n', 2",
    "array.jsonl, '[\n{\"n\":1},\n{\"n\":2}\n]\n', 4",
    "rows.csv, 'a,b\n1,2\n \n3,4\n', 2",
    "marked.jsonl, '\uFEFF{\"n\":1}\n{\"n\":2}', 2"
  })
  void aCountOfLinesIsAsGoodAsOneOfRecords(String name, String content, String lines)
      throws Exception {
    byte[] plain = content.getBytes(UTF_8);
    for (boolean packed : new boolean[] {false, true}) {
      byte[] bytes = packed ? Gzip.pack(plain) : plain;
      String suffix = packed ? ".gz" : "";
      Map<String, String> declared = Map.of(RECORDS, lines, SHA_256, hash(bytes));
      assertThat(upload(name + suffix, bytes, declared).code()).isNotEqualTo("DAMAGED_IN_TRANSIT");
      assertDamaged(upload("off-" + name + suffix, bytes, Map.of(RECORDS, "7")), "7 records, and");
    }
  }

  @Test
  void loadsNothingOfOtherBytes() throws Exception {
    byte[] arrived = "{\"n\":1}\n\n{\"n\":3}\n".getBytes(UTF_8);
    LoadResult result = upload("bits.jsonl", arrived, Map.of(SHA_256, hash(TWO), RECORDS, "2"));
    assertDamaged(result, "other bytes");
    assertThat(result.read()).isEqualTo(2);
    assertThat(inbox.row(result.fileId())).containsEntry("sha256", hash(arrived));
    assertThat(inbox.archive(result).archivedKey()).startsWith(Inbox.PREFIX + "quarantine/");
  }

  @ParameterizedTest
  @CsvSource({"1, 'sent 1 records, and 2 arrived'", "3, 'sent 3 records, and 2 arrived'"})
  void loadsNothingWhereTheCountDiffers(String records, String words) throws Exception {
    assertDamaged(upload("count-" + records + ".jsonl", TWO, Map.of(RECORDS, records)), words);
  }

  @Test
  void tellsACutTransferFromAFileThatWasDamagedBefore() throws Exception {
    byte[] whole = "[{\"n\":1},{\"n\":2}]".getBytes(UTF_8);
    byte[] cut = "[{\"n\":1},{\"n\"".getBytes(UTF_8);
    assertDamaged(upload("cut.json", cut, Map.of(SHA_256, hash(whole))), "other bytes");

    LoadResult before = upload("was-cut.json", cut, Map.of(SHA_256, hash(cut), RECORDS, "2"));
    assertThat(before.code()).isEqualTo("TRUNCATED_ARRAY");

    byte[] damaged = Gzip.pack(TWO);
    damaged[damaged.length - 5] ^= 1;
    LoadResult gzip = upload("was-cut.jsonl.gz", damaged, Map.of(SHA_256, hash(damaged)));
    assertThat(gzip.code()).isEqualTo("GZIP_DAMAGED");
  }

  @ParameterizedTest
  @CsvSource({
    "scout-sha256, none",
    "scout-sha256, 0cc175b9c0f1b6a831c399e269772661",
    "scout-records, many",
    "scout-records, -1",
    "scout-records, 12345678901234567890"
  })
  void loadsNothingWhereTheMetadataIsNonsense(String name, String value) throws Exception {
    LoadResult result = upload("nonsense-" + value + ".jsonl", TWO, Map.of(name, value));
    assertDamaged(result, name + " is not a ");
    assertThat(result.reason()).doesNotContain(value);
  }

  @Test
  void loadsAReplayOnceTheMetadataIsRight() throws Exception {
    LoadResult wrong = upload("wrong.jsonl", TWO, Map.of(SHA_256, hash(new byte[1])));
    inbox.archive(wrong);
    String key = Inbox.PREFIX + "till-1/wrong.jsonl";
    assertThat(inbox.replay(key, "r1").status()).isEqualTo(FileStatus.QUARANTINED);

    LoadResult again = upload("wrong.jsonl", TWO, Map.of(SHA_256, hash(TWO)));
    assertThat(again.status()).isEqualTo(FileStatus.QUARANTINED);
    LoadResult replayed = inbox.replay(key, "r2");
    assertThat(replayed.status()).isEqualTo(FileStatus.LOADED);
    assertThat(replayed.loaded()).isEqualTo(2);
  }

  @Test
  void declaresTheSameInTheArchive() throws Exception {
    LoadResult loaded = upload("kept.jsonl", TWO, Map.of(SHA_256, hash(TWO), RECORDS, "2"));
    String archived = inbox.archive(loaded).archivedKey();
    try (var stream = inbox.store.open(archived, null)) {
      assertThat(stream.metadata()).containsEntry(SHA_256, hash(TWO)).containsEntry(RECORDS, "2");
    }
  }

  private static void assertDamaged(LoadResult result, String words) {
    assertThat(result.status()).isEqualTo(FileStatus.QUARANTINED);
    assertThat(result.code()).isEqualTo("DAMAGED_IN_TRANSIT");
    assertThat(result.reason()).contains(words);
    assertThat(result.loaded()).isZero();
    assertThat(inbox.row(result.fileId()).get("reason"))
        .asString()
        .startsWith("DAMAGED_IN_TRANSIT: ");
  }

  private static LoadResult upload(String name, byte[] content, Map<String, String> metadata) {
    String key = Inbox.PREFIX + "till-1/" + name;
    inbox.store.writer().put(key, new ByteArrayInputStream(content), content.length, metadata);
    return inbox.load(key);
  }

  private static String hash(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
