package scout.local.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.Gzip;
import scout.activities.TestDatabase;
import scout.activities.ingest.IngestSettings;
import scout.activities.ingest.IngestSteps;
import scout.cli.upload.PartialUploads;
import scout.cli.upload.ResumableUpload;
import scout.settings.DatabaseRole;
import scout.storage.ObjectStore;
import scout.storage.ObjectStream;
import scout.storage.UploadStore;
import scout.storage.upload.InputName;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/**
 * Both uploaders declare the same of any file, and nothing that Scout would take for damage on the
 * way. With {@code -Dscout.long=true} of 200 random files.
 */
class UploadersTest {
  private static final Path CASES = Path.of("..", "activities", "src", "test", "cases");
  private static final String RECORDS = "scout-records";
  private static final int RANDOM_FILES = Boolean.getBoolean("scout.long") ? 200 : 20;

  /** What files are made of; many of these, one behind the other, give any odd file. */
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\n",
          "\r\n",
          "\r",
          "\"",
          "a,b",
          "{\"n\":1}",
          "{\"n\":1}",
          " ",
          "\t",
          "\u0001",
          "\0",
          "\u00ef\u00bb\u00bf",
          "\u00ef",
          "\u00ff\u00fe",
          "\u001f\u008b",
          "[",
          "]",
          ",");

  private static final ResumableUpload.Listener NOBODY =
      new ResumableUpload.Listener() {
        @Override
        public void resumed(long bytes) {}

        @Override
        public void accept(long bytes) {}
      };

  @TempDir Path folder;
  private Path outbox;
  private EmbeddedS3 server;
  private ObjectStore store;

  @BeforeEach
  void start() throws Exception {
    EdgeScript.assumeItRuns();
    outbox = Files.createDirectories(folder.resolve("outbox"));
    server =
        EmbeddedS3.start(
            folder.resolve("data"),
            0,
            LocalBucket.AREA,
            LocalBucket.SERVICE,
            LocalBucket.DEVICE,
            (bucket, key, etag, size) -> {});
    store = new ObjectStore(server.service(), 2);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      store.close();
      server.close();
    }
  }

  @Test
  void agreeOnEveryCaseAndDeclareNothingThatLooksLikeDamage() throws Exception {
    Map<String, JsonNode> expected = cases();
    for (String name : List.copyOf(expected.keySet())) {
      byte[] content = Files.readAllBytes(outbox.resolve(name));
      Files.write(outbox.resolve(name + ".gz"), Gzip.pack(content));
      Files.write(outbox.resolve(name + ".GZ.gz"), Gzip.pack(Gzip.pack(content)));
    }

    Map<String, Map<String, String>> declared = uploadByBoth();

    assertThat(declared).hasSize(3 * expected.size());
    SoftAssertions softly = new SoftAssertions();
    declared.forEach(
        (name, metadata) -> {
          softly.assertThat(metadata).as(name).containsKey("scout-sha256");
          JsonNode read = expected.getOrDefault(name, new ObjectMapper().nullNode()).path("read");
          if (metadata.containsKey(RECORDS) && read.isInt()) {
            softly
                .assertThat(List.of(read.asLong(), lines(name)))
                .as(name)
                .contains(Long.valueOf(metadata.get(RECORDS)));
          }
        });
    softly.assertAll();
    assertThat(declared.get("54-gzip-without-suffix_sales.jsonl")).doesNotContainKey(RECORDS);
    assertThat(declared.get("55-gz-that-is-not_sales.jsonl.gz")).doesNotContainKey(RECORDS);
    assertThat(declared.get("34-powershell-redirect_sales.json")).doesNotContainKey(RECORDS);
    assertThat(declared.get("46-nul-gap-then-record_2026-10-05.jsonl")).doesNotContainKey(RECORDS);
    assertThat(declared.get("57-gzip-members_hourly.jsonl.gz")).containsEntry(RECORDS, "6");
    loadAll(declared.keySet().stream().filter(UploadersTest::mayHaveLines).toList());
  }

  @Test
  void agreeOnOddStartsAndEnds() throws Exception {
    byte[] text = "{\"n\":1}\n{\"n\":2}\n".getBytes(UTF_8);
    byte[] gzip = Gzip.pack(text);
    write("utf16-marked.jsonl", "\ufeff{}\n".getBytes(StandardCharsets.UTF_16LE));
    write("utf16-chinese.csv", "\ufeff時間".getBytes(StandardCharsets.UTF_16BE));
    write("utf16-bare.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE));
    write("zstd.jsonl", "(\u00b5/\u00fdabc\n".getBytes(ISO_8859_1));
    write("almost-zstd.jsonl", "(\u00b5/\u00fe\nabc\n".getBytes(ISO_8859_1));
    write("packed-twice.jsonl.gz", Gzip.pack(gzip));
    write("members.jsonl.gz", joined(gzip, gzip));
    write("zeros-behind.jsonl.gz", joined(gzip, new byte[700]));
    write("garbage-behind.jsonl.gz", joined(gzip, text));
    write("cut-behind.jsonl.gz", joined(gzip, Arrays.copyOf(gzip, 5)));
    write("cut.jsonl.gz", Arrays.copyOf(gzip, gzip.length - 3));
    write("nothing.jsonl.gz", new byte[0]);
    write("zip.jsonl.gz", "PK\u0003\u0004".getBytes(UTF_8));
    write("zst-by-name.jsonl.zst", text);
    write("loud.NdJson.Gz", gzip);
    write("line-end\n.csv\n", text);
    write("half-mark.jsonl", new byte[] {(byte) 0xEF, (byte) 0xBB, '\n', '{', '}'});

    Map<String, Map<String, String>> declared = uploadByBoth();

    assertThat(counts(declared))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "almost-zstd.jsonl", "2",
                "half-mark.jsonl", "2",
                "loud.NdJson.Gz", "2",
                "members.jsonl.gz", "4",
                "zeros-behind.jsonl.gz", "2"));
  }

  @Test
  void agreeOnAnyFile() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    List<String> suffixes = List.of(".csv", ".jsonl");
    for (int i = 0; i < RANDOM_FILES; i++) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      for (int n = random.nextInt(9); n > 0; n--) {
        // Few files have a piece that makes the count unsure, so that most have one to compare.
        int kinds = random.nextInt(4) == 0 ? PIECES.size() : 10;
        content.writeBytes(PIECES.get(random.nextInt(kinds)).getBytes(ISO_8859_1));
      }
      write(i + suffixes.get(random.nextInt(suffixes.size())), content.toByteArray());
    }
    Map<String, Map<String, String>> declared = uploadByBoth("seed " + seed);
    assertThat(counts(declared)).as("seed " + seed).isNotEmpty();
    loadAll(List.copyOf(declared.keySet()));
  }

  /** What {@code ./scout upload} and the script wrote beside each file, once both have. */
  private Map<String, Map<String, String>> uploadByBoth() throws Exception {
    return uploadByBoth("");
  }

  private Map<String, Map<String, String>> uploadByBoth(String note) throws Exception {
    Map<String, Map<String, String>> declared = new TreeMap<>();
    try (UploadStore device = new UploadStore(server.device());
        Stream<Path> files = Files.list(outbox)) {
      ResumableUpload upload =
          new ResumableUpload(device, server.device(), new PartialUploads(folder.resolve("kept")));
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        upload.put(key("till-2", name), file, NOBODY);
        declared.put(name, metadata("till-2", name));
      }
    }
    EdgeScript.Run run = new EdgeScript(outbox).once(server.endpoint());
    assertThat(run.exit()).as(run.output()).isZero();
    SoftAssertions softly = new SoftAssertions();
    for (var file : declared.entrySet()) {
      softly
          .assertThat(metadata("till-1", file.getKey()))
          .as("%s by the script %s", file.getKey(), note)
          .isEqualTo(file.getValue());
    }
    softly.assertAll();
    return declared;
  }

  /** What is packed twice has none that an uploader could count. */
  private static boolean mayHaveLines(String name) {
    return InputName.of(name).filter(read -> read.packings().size() < 2).isPresent();
  }

  /** Loads what was uploaded; what becomes of it is no matter, but for one reason. */
  private void loadAll(List<String> names) throws Exception {
    SoftAssertions softly = new SoftAssertions();
    try (TestDatabase database = TestDatabase.create();
        IngestSteps ingestion =
            new IngestSteps(
                database.as(DatabaseRole.INGEST),
                store,
                LocalBucket.AREA,
                IngestSettings.defaults(),
                () -> {})) {
      for (String name : names) {
        LoadResult result =
            ingestion.load(new LoadRequest("sample", key("till-1", name), null, false, null, null));
        softly
            .assertThat(result.code())
            .as("%s: %s", name, result.reason())
            .isNotEqualTo("DAMAGED_IN_TRANSIT");
      }
    }
    softly.assertAll();
  }

  /** Puts the files of all cases into the outbox; gives by name what each must give. */
  private Map<String, JsonNode> cases() throws IOException {
    Map<String, JsonNode> expected = new TreeMap<>();
    for (String line : Files.readAllLines(CASES.resolve("expected.jsonl"))) {
      JsonNode one = new ObjectMapper().readTree(line);
      for (JsonNode file : one.get("files")) {
        String name = one.get("name").asText() + "_" + file.asText();
        Path source = CASES.resolve(one.get("name").asText()).resolve(file.asText());
        write(name, Files.readAllBytes(source));
        expected.put(name, one.path("expect").path("files").path(file.asText()));
      }
    }
    return expected;
  }

  /** The lines of a plain case that aren't blank, but for a CSV's header. */
  private static long lines(String name) {
    int end = name.indexOf('_');
    Path file = CASES.resolve(name.substring(0, end)).resolve(name.substring(end + 1));
    try {
      long lines = Files.readString(file, ISO_8859_1).lines().filter(l -> !l.isBlank()).count();
      return name.endsWith(".csv") ? lines - 1 : lines;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> counts(Map<String, Map<String, String>> declared) {
    Map<String, String> counts = new TreeMap<>();
    declared.forEach(
        (name, metadata) -> {
          if (metadata.containsKey(RECORDS)) {
            counts.put(name, metadata.get(RECORDS));
          }
        });
    return counts;
  }

  private Map<String, String> metadata(String device, String name) throws IOException {
    try (ObjectStream stream = store.open(key(device, name), null)) {
      return new TreeMap<>(stream.metadata());
    }
  }

  private static String key(String device, String name) {
    return LocalBucket.AREA.prefix() + device + "/" + name;
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(outbox.resolve(name), content);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    new ArrayList<>(List.of(parts)).forEach(all::writeBytes);
    return all.toByteArray();
  }
}
