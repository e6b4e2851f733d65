package scout.local.fit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.TestDatabase;
import scout.activities.fields.FieldPaths;
import scout.models.ChildTable;
import scout.models.FieldDeclaration;
import scout.models.FieldPath;
import scout.models.ShippedSource;
import scout.models.SourceDeclaration;
import scout.models.SourceParser;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.Settings;

/** Whatever members and columns are called, what is proposed is accepted and leads to values. */
class ProposedNamesTest {
  private static final int FILES = Integer.getInteger("scout.fit.files", 16);
  private static final int RECORDS = 4;
  private static final Map<String, String> VALUES =
      Map.of(
          "Invoice No", "INV-10000",
          "Branch", "S-",
          "Sold at", "2026-10-05T10:00:0",
          "Total", "12.5",
          "Currency", "PHP",
          "Payment Method", "cash",
          "Note", "text ",
          "paid", "7");
  private static final List<String> ODD =
      List.of(
          ".",
          "..",
          ",",
          "=",
          "\"",
          "'",
          " ",
          "[]",
          "[0]",
          "[",
          "{",
          "}",
          "\\",
          "$x",
          "#",
          "?",
          ":a",
          "\n",
          "\u0085",
          "\u2028",
          "\uffff",
          "é",
          "🧾",
          "x".repeat(210));
  private static final List<String> OBJECTS = List.of("", "a", "a.b", "a.", "x,y", "items[]");

  private static TestDatabase database;
  private static Handle handle;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws Exception {
    database = TestDatabase.create();
    DatabaseSettings transform = database.settings(DatabaseRole.TRANSFORM);
    handle = Jdbi.open(transform.url(), transform.user(), transform.password());
  }

  @AfterAll
  static void close() {
    handle.close();
    database.close();
  }

  @Test
  void proposesAHeaderWithADotAtItsEnd() throws Exception {
    FitReport report =
        look(
            "day.csv",
            "Invoice No.,Branch.,\"Total, gross\",Sold at\n"
                + "INV-100001,S1,12.50,2026-10-05T10:00:00Z\n"
                + "INV-100002,S1,2.50,2026-10-05T10:00:01Z\n");
    assertThat(report.proposal().settings().stream().map(ProposedSetting::envLine))
        .contains(
            "SCOUT_PATHS_TRANSACTION_ID=transaction_id,\"Invoice No.\"",
            "SCOUT_PATHS_STORE_ID=store_id,\"Branch.\"",
            "SCOUT_PATHS_AMOUNT=amount,\"Total, gross\"");
    assertThat(report.after().transactions()).isEqualTo(2);
    assertThat(report.after().lacking()).doesNotContainKeys("amount", "store_id");
  }

  @Test
  void saysWhatNoPathCanName() throws Exception {
    FitReport report =
        look(
            "day.jsonl",
            "{\"transaction_id\":\"A-1\",\"\":1,\"a.b\":{\"c\":2},\"a\\nb\":3,\"code\":7}\n");
    assertThat(String.join("\n", report.proposal().advice()))
        .contains("No path leads to a member without a name, a.b.c, a\ufffdb:");
    assertThat(DeclarationText.of(report))
        .contains("# Left out, since no path leads there: a.b.c")
        .contains("# Left out; give the column another name: code: {type: key, from: [\"code\"]");
  }

  @Test
  void anyProposalIsAcceptedAndReadsWhatWasSeen() throws Exception {
    long seed = Long.getLong("scout.fit.seed", System.nanoTime());
    System.out.println("ProposedNamesTest seed " + seed);
    Random random = new Random(seed);
    int proposed = 0;
    for (int file = 0; file < FILES; file++) {
      boolean csv = random.nextBoolean();
      List<ObjectNode> records = records(random, csv);
      FitReport report =
          csv ? look(file + ".csv", csv(records)) : look(file + ".jsonl", json(records));
      if (report.fields().records() == 0) {
        continue;
      }
      List<JsonNode> read =
          report.proposed().get(0).records().stream().map(SampleRecord::tree).toList();
      FieldPaths paths = FieldPaths.of(new Settings(report.proposal().over(Map.of())));
      for (FieldGuess guess : report.proposal().guesses()) {
        if (guess.how() == FieldGuess.How.PROPOSED) {
          proposed++;
          assertThat(paths.of(guess.field())).as("seed %d", seed).isEqualTo(guess.paths());
          assertThat(read)
              .as("seed %d, %s in %s", seed, guess.paths(), read)
              .allSatisfy(
                  record ->
                      assertThat(
                              guess.paths().stream()
                                  .anyMatch(path -> leads(names(path), path, record)))
                          .isTrue());
          assertThat(report.after().lacking())
              .as("seed %d, %s in %s", seed, guess.paths(), read)
              .doesNotContainKey(guess.field().flatName());
        }
      }
      SourceDeclaration source = SourceParser.parse(ShippedSource.FILE, DeclarationText.of(report));
      source.ownFields().forEach(field -> leads(field, read, seed));
      for (ChildTable table : source.tables()) {
        List<JsonNode> elements = new ArrayList<>();
        read.forEach(record -> at(table.each(), record).forEach(elements::add));
        table.fields().forEach(field -> leads(field, elements, seed));
      }
      assertThat(new FitPages(report).lines()).noneMatch(line -> line.contains("\n"));
    }
    System.out.println("ProposedNamesTest proposed " + proposed + " paths");
    assertThat(proposed).as("seed %d", seed).isGreaterThan(FILES / 2);
  }

  private static void leads(FieldDeclaration field, List<JsonNode> objects, long seed) {
    assertThat(objects)
        .as("seed %d, %s in %s", seed, field.from(), objects)
        .anySatisfy(
            object ->
                assertThat(
                        field.from().stream()
                            .anyMatch(path -> leads(path.steps(), path.text(), object)))
                    .isTrue());
  }

  private static List<String> names(String path) {
    return List.of(path.split("\\.", -1));
  }

  private static JsonNode at(FieldPath path, JsonNode record) {
    JsonNode nested = record;
    for (String step : path.steps()) {
      nested = nested.path(step);
    }
    return nested.isMissingNode() ? record.path(path.text()) : nested;
  }

  private static boolean leads(List<String> steps, String name, JsonNode record) {
    JsonNode found = at(new FieldPath(name, steps), record);
    return found.isValueNode() && !found.isNull();
  }

  private static List<ObjectNode> records(Random random, boolean csv) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : VALUES.keySet().stream().sorted().toList()) {
      names.put(name, odd(random, name));
    }
    String object =
        csv || random.nextBoolean() ? null : OBJECTS.get(random.nextInt(OBJECTS.size()));
    String list = csv ? null : odd(random, "lines");
    List<ObjectNode> records = new ArrayList<>();
    for (int record = 0; record < RECORDS; record++) {
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      ObjectNode outer = object == null ? fields : JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, String> name : names.entrySet()) {
        String value = VALUES.get(name.getKey());
        boolean counted = value.matches(".*[-0:.5 ]");
        String end = name.getKey().equals("Sold at") ? record + "Z" : String.valueOf(record + 1);
        fields.put(name.getValue(), counted ? value + end : value);
      }
      if (object != null) {
        outer.set(object, fields);
      }
      if (list != null) {
        outer.putArray(list).addObject().put(names.get("Note"), 1).put("sku", "a");
      }
      records.add(outer);
    }
    return records;
  }

  private static String odd(Random random, String name) {
    String odd = ODD.get(random.nextInt(ODD.size()));
    return switch (random.nextInt(6)) {
      case 0 -> odd + name;
      case 1 -> name + odd;
      case 2 -> name.replace(" ", odd);
      case 3 -> odd;
      case 4 -> name.toUpperCase(java.util.Locale.ROOT);
      default -> name;
    };
  }

  private static String json(List<ObjectNode> records) {
    return records.stream().map(record -> record + "\n").collect(Collectors.joining());
  }

  private static String csv(List<ObjectNode> records) {
    List<String> header = new ArrayList<>();
    records.get(0).fieldNames().forEachRemaining(header::add);
    String text = row(header);
    for (ObjectNode record : records) {
      text += row(header.stream().map(name -> record.get(name).asText()).toList());
    }
    return text;
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(",", "", "\n"));
  }

  private FitReport look(String name, String text) throws IOException {
    return new FileFitting(Map.of(), new TypingTrial(handle))
        .look(List.of(FitInputs.file(Files.writeString(folder.resolve(name), text))));
  }
}
