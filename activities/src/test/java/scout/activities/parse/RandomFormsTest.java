package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;

/**
 * The same records in every form that is read give the same payloads, and a damaged record among
 * them takes none away, wherever it is.
 */
final class RandomFormsTest {
  /** A way to lay records out. */
  private enum Form {
    LINES,
    GLUED,
    GLUED_SOME,
    SEQUENCE,
    PRETTY_SEQUENCE,
    ARRAY,
    ARRAY_LINES,
    PRETTY_ARRAY,
    PAGE,
    LONG_PAGE,
    PAGE_LINES,
    NUL_PARTED
  }

  private static final ParseSettings SETTINGS =
      ParseSettings.of(new ParseLimits(200, 3_000, 400, 16L << 30, 2_000));

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final RandomJson json = new RandomJson(random);
  private final JsonCheck check = new JsonCheck(SETTINGS);

  RandomFormsTest() {
    System.out.println("RandomFormsTest seed " + seed);
  }

  @RepeatedTest(20)
  void everyFormGivesTheSameRecords() throws Exception {
    List<String> records = records(1 + random.nextInt(120));
    for (Form form : Form.values()) {
      Collected read = read(layOut(form, records, ""));
      assertThat(compact(read)).as(about(form)).isEqualTo(records);
      assertThat(read.rejects).as(about(form)).isEmpty();
    }
  }

  @RepeatedTest(20)
  void aDamagedRecordTakesNoOtherAway() throws Exception {
    List<String> records = records(2 + random.nextInt(60));
    int at = random.nextInt(records.size());
    String whole = records.get(at);
    for (String damaged :
        List.of(
            whole.replaceFirst(":", ""),
            whole.replaceFirst("\"id", "id"),
            whole.replaceFirst("\"text", "text"),
            whole.replaceFirst("end\"", "end"),
            whole.replace("}", ",}"))) {
      boolean open = damaged.chars().filter(c -> c == '"').count() % 2 == 1;
      List<String> all = new ArrayList<>(records);
      all.set(at, damaged);
      List<String> good = new ArrayList<>(records);
      good.remove(at);
      EnumSet<Form> forms = EnumSet.allOf(Form.class);
      if (open) {
        // Only where another record follows, on a line of its own, is its end to be told.
        forms.removeAll(
            EnumSet.of(
                Form.ARRAY, Form.GLUED_SOME, Form.PAGE_LINES, Form.PAGE, Form.PRETTY_SEQUENCE));
        if (at == records.size() - 1) {
          forms.removeAll(EnumSet.of(Form.ARRAY_LINES, Form.PRETTY_ARRAY, Form.LONG_PAGE));
        }
      }
      for (Form form : forms) {
        Collected read = read(layOut(form, all, damaged));
        assertThat(compact(read)).as(about(form) + ": " + damaged).isEqualTo(good);
        assertThat(read.rejects).as(about(form) + ": " + damaged).isNotEmpty();
      }
    }
  }

  private String about(Form form) {
    return "seed " + seed + ", " + form;
  }

  /** Flat records, so that a pretty form of them is easily made and undone. */
  private List<String> records(int count) {
    List<String> records = new ArrayList<>();
    while (records.size() < count) {
      String text = json.object(0).replaceAll("[^a-z é€😀0-9]", "");
      String record =
          "{\"transaction_id\":\"id%d\",\"amount\":%d.5,\"note\":\"text %s end\",\"x\":null}"
              .formatted(records.size(), random.nextInt(1000), text);
      byte[] bytes = Bytes.of(record);
      if (check.check(bytes, 0, bytes.length) == null) {
        records.add(record);
      }
    }
    return records;
  }

  private String layOut(Form form, List<String> records, String damaged) {
    List<String> pretty =
        records.stream()
            .map(
                r ->
                    r.equals(damaged)
                        ? r
                        : r.replace(",\"", ",\n    \"").replaceFirst("\\{", "{\n    "))
            .toList();
    String commas = String.join(",\n  ", records);
    return switch (form) {
      case LINES -> String.join(pick("\n", "\r\n", "\n\n"), records) + pick("", "\n");
      case GLUED -> String.join(pick("", " "), records) + "\n";
      case GLUED_SOME ->
          records.stream().map(r -> r + pick("", "\n", " ")).collect(Collectors.joining());
      case SEQUENCE -> records.stream().map(r -> "\u001e" + r + "\n").collect(Collectors.joining());
      case PRETTY_SEQUENCE ->
          pretty.stream().map(r -> "\u001e" + r + "\n").collect(Collectors.joining());
      case ARRAY -> "[" + String.join(",", records) + pick("]", ",]");
      case ARRAY_LINES -> "[\n  " + commas + "\n]\n";
      case PRETTY_ARRAY -> "[\n  " + String.join(",\n  ", pretty) + pick("\n]", ",\n]");
      case PAGE -> "{\"data\":[" + String.join(",", records) + "],\"n\":1}";
      case LONG_PAGE ->
          "{\"a\": \"x\",\n \"r\": {\"data\": [\n  "
              + commas
              + "\n ], \"n\": \""
              + "y".repeat(1_000)
              + "\"}}";
      case PAGE_LINES ->
          records.stream()
              .map(r -> "{\"n\":1,\"data\":[" + r + "]}\n")
              .collect(Collectors.joining());
      case NUL_PARTED -> String.join("\0\0", records) + pick("", "\0\0\n");
    };
  }

  private Collected read(String file) throws Exception {
    byte[] bytes = Bytes.of(file);
    return Collected.of(
        "a" + pick(".json", ".jsonl", ".ndjson"),
        () -> new SmallReads(new ByteArrayInputStream(bytes), random),
        SETTINGS);
  }

  private static List<String> compact(Collected read) {
    return read.good.stream().map(good -> good.json().replaceAll("\n *", "")).toList();
  }

  private String pick(String... any) {
    return any[random.nextInt(any.length)];
  }
}
