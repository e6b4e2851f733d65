package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import scout.activities.Gzip;

/**
 * Files of good and broken records in random order, read in pieces of random size: every record
 * comes out once, with its number, its place and its very bytes.
 */
final class RandomFilesTest {
  /** A record as it was written; {@code json} is what must come out, null if it is rejected. */
  private record Written(long offset, byte[] bytes, String json) {}

  private static final ParseLimits LIMITS = new ParseLimits(200, 3_000, 400, 16L << 30, 2_000);

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final RandomJson json = new RandomJson(random);
  private final JsonCheck check = new JsonCheck(ParseSettings.of(LIMITS));
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final List<Written> records = new ArrayList<>();

  RandomFilesTest() {
    System.out.println("RandomFilesTest seed " + seed);
  }

  @RepeatedTest(10)
  void lines() throws Exception {
    write(pick("", "\ufeff"));
    addJson(Bytes.of("{}"));
    for (int i = 0; i < 300; i++) {
      write(pick("\n", "\r\n", " \t\n", "\n\n \r\n") + pick("", "", " ", "\t"));
      byte[] record = withoutLineBreaks(random.nextInt(3) == 0 ? json.broken(object()) : object());
      addJson(staysOne(record) ? record : object());
    }
    write(pick("", "\n"));
    readBack(pick("a.jsonl", "a.ndjson", "a.json"));
  }

  @RepeatedTest(10)
  void arrays() throws Exception {
    write(pick("", "\ufeff\n") + "[");
    for (int i = 0; i < 300; i++) {
      write((i == 0 ? "" : ",") + pick("", " ", "\r\n\t"));
      addJson(random.nextInt(3) == 0 ? brokenElement() : object());
      write(pick("", " ", "\n"));
    }
    write("]" + pick("", "\r\n"));
    readBack("a.json");
  }

  @RepeatedTest(10)
  void rows() throws Exception {
    write(pick("", "\ufeff") + "id,\"na\"\"me\",device_id");
    for (int i = 0; i < 300; i++) {
      write(pick("\n", "\r\n", "\n\r\n"));
      addRow(i);
    }
    write(pick("", "\n"));
    readBack("a.csv");
  }

  private void addRow(int i) {
    String text = pick("x", "é😀", "5\\\" nail", "a\\tb", "x".repeat(random.nextInt(3_000)));
    String plain = text.replace("\\\"", "\"").replace("\\t", "\t");
    String quoted = '"' + plain.replace("\"", "\"\"") + "\"";
    switch (random.nextInt(6)) {
      case 0 -> add(Bytes.of(i + "," + quoted), null);
      case 1 -> add(Bytes.of(i + "," + quoted + "x,pi"), null);
      case 2 -> add(Bytes.inText(i + ",%s,pi", "e9"), null);
      case 3 -> add(Bytes.of(i + ",\"" + "long\n,\"\"".repeat(500) + "\",pi"), null);
      default -> {
        byte[] row = Bytes.of(i + "," + pick(plain, quoted) + ",\"pi\"");
        String expected =
            "{\"id\":\"" + i + "\",\"na\\\"me\":\"" + text + "\",\"device_id\":\"pi\"}";
        add(row, row.length > LIMITS.maxRecordBytes() ? null : expected);
      }
    }
  }

  private byte[] object() {
    String object = json.object(3);
    int length = random.nextInt(20) == 0 ? random.nextInt(6_000) : random.nextInt(200);
    String filler = "\"filler\":\"" + "]},[{".repeat(length / 5) + "\"";
    return Bytes.of(
        "{" + filler + (object.matches("\\{[ \t]*}") ? "}" : "," + object.substring(1)));
  }

  /** Broken, but so that its end can still be told. */
  private byte[] brokenElement() {
    return switch (random.nextInt(7)) {
      case 0 -> Bytes.of("{\"a\":tru}");
      case 1 -> Bytes.of("{\"a\":1,}");
      case 2 -> Bytes.of("{a:[1}}");
      case 3 -> Bytes.of("nothing");
      case 4 -> Bytes.inText("{\"a\":\"%s\"}", "ff");
      case 5 -> Bytes.of("\"{\\\"\"");
      default -> Bytes.of("{\"a\":\"\\u0000\",\n \"b\":\"\\ud800\"}");
    };
  }

  private static byte[] withoutLineBreaks(byte[] record) {
    byte[] line = record.clone();
    for (int i = 0; i < line.length; i++) {
      line[i] = line[i] == '\n' || line[i] == '\r' ? (byte) '?' : line[i];
    }
    // A blank at either end is not part of the record.
    line[0] = AsciiBytes.isBlank(line[0]) ? (byte) '?' : line[0];
    int last = line.length - 1;
    line[last] = AsciiBytes.isBlank(line[last]) ? (byte) '?' : line[last];
    return line;
  }

  /** What is skipped, and glued objects, which noise may make, are {@link JsonFormsTest}'s. */
  private boolean staysOne(byte[] record) throws FileDamaged {
    RecordFrame line = new RecordFrame();
    line.whole(record, 0, record.length, 0);
    return !new LinePieces(check, new DialectNotes()).cut(line, false)
        && !isSkipped(record[0])
        && !isSkipped(record[record.length - 1]);
  }

  /** Whether a byte at a record's end may be none of it: zero, marks of an end or a beginning. */
  private static boolean isSkipped(byte b) {
    return b == 0 || b == 0x1a || b == 0x1e || b == (byte) 0xef || b == (byte) 0xbf;
  }

  private void addJson(byte[] record) {
    boolean good =
        record.length <= LIMITS.maxRecordBytes() && check.check(record, 0, record.length) == null;
    add(record, good ? new String(record, StandardCharsets.UTF_8) : null);
  }

  private void add(byte[] record, String expected) {
    records.add(new Written(file.size(), record, expected));
    file.writeBytes(record);
  }

  private void write(String text) {
    file.writeBytes(Bytes.of(text));
  }

  private String pick(String... any) {
    return any[random.nextInt(any.length)];
  }

  private void readBack(String name) throws Exception {
    boolean gzip = random.nextBoolean();
    byte[] stored = gzip ? Gzip.pack(file.toByteArray()) : file.toByteArray();
    Collected read =
        Collected.of(
            gzip ? name + ".gz" : name,
            new SmallReads(new ByteArrayInputStream(stored), random),
            LIMITS);
    int good = 0;
    int rejected = 0;
    for (int i = 0; i < records.size(); i++) {
      Written written = records.get(i);
      String about = name + ", seed " + seed + ", record " + (i + 1);
      if (written.json() == null) {
        RejectedRecord reject = read.rejects.get(rejected++);
        assertThat(reject.recordNo()).as(about).isEqualTo(i + 1);
        assertThat(reject.byteOffset()).as(about).isEqualTo(written.offset());
        assertThat(reject.byteLength()).as(about).isEqualTo(written.bytes().length);
        byte[] kept =
            Arrays.copyOf(
                written.bytes(), Math.min(written.bytes().length, RejectedRecord.MAX_RAW_BYTES));
        assertThat(reject.raw()).as(about).isEqualTo(kept);
      } else {
        Collected.Good record = read.good.get(good++);
        assertThat(record.recordNo()).as(about).isEqualTo(i + 1);
        assertThat(record.byteOffset()).as(about).isEqualTo(written.offset());
        assertThat(record.json()).as(about).isEqualTo(written.json());
      }
    }
    assertThat(read.summary.read()).isEqualTo(records.size());
    assertThat(read.summary.loaded()).isEqualTo(good).isPositive();
    assertThat(read.summary.rejected()).isEqualTo(rejected).isPositive();
    assertThat(read.summary.bytes()).isEqualTo(file.size());
  }
}
