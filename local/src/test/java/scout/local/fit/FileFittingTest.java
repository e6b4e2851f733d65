package scout.local.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.TestDatabase;
import scout.activities.database.RolePool;
import scout.activities.layers.LayerSettings;
import scout.activities.layers.RebuildSteps;
import scout.activities.layers.SourceSteps;
import scout.activities.layers.SpareConnections;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

/** What is proposed for whole files, and that it gives their sales. */
class FileFittingTest {
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
  void fitsTheFleetsRecord() throws Exception {
    List<SampleInput> inputs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      inputs.add(
          file(
              "record-" + i + ".json",
              """
              {"storeId":"104","deviceId":"SCOUTPI-0004","timestamp":"","transactionId":"d478-%d",
               "items":[{"brandName":"A","productName":"B","sku":"C","quantity":1,
                         "unitPrice":40.08,"totalPrice":40.08}],
               "totals":{"totalAmount":40.08},
               "transactionContext":{"duration":6.0,"paymentMethod":"cash"}}
              """
                  .formatted(i)));
    }
    FitReport report = look(Map.of(), inputs);
    assertThat(settings(report))
        .containsExactly(
            "SCOUT_PATHS_AMOUNT=amount,totals.totalAmount",
            "SCOUT_PATHS_PAYMENT_METHOD=payment_method,transactionContext.paymentMethod",
            "SCOUT_TIME_FALLBACK=uploaded_at");
    assertThat(report.before().transactions()).isZero();
    assertThat(report.after().transactions()).isEqualTo(20);
    assertThat(report.after().lost()).isZero();
    assertThat(report.after().lacking()).doesNotContainKeys("amount", "payment_method");
    assertThat(new FitPages(report).lines())
        .contains("  export SCOUT_PATHS_AMOUNT='amount,totals.totalAmount'");
  }

  @Test
  void asksNothingOfWhoHasSetItAll() throws Exception {
    FitReport report =
        look(
            Map.of("SCOUT_PATHS_TRANSACTION_ID", "receipt", "SCOUT_PATHS_AMOUNT", "total"),
            List.of(
                file(
                    "day.jsonl",
                    """
                    {"receipt":"R-1","store_id":"S","timestamp":"2026-10-05T10:00:00Z","total":2.5}
                    """)));
    assertThat(settings(report)).isEmpty();
    assertThat(report.after().transactions()).isEqualTo(1);
  }

  private static String sale(String store, int day, String id, String amount) {
    return "{\"transaction_id\":\"%s\",\"store_id\":\"%s\",\"timestamp\":\"2026-10-%02dT10:00:00Z\",\"amount\":%s}\n"
        .formatted(id, store, day, amount);
  }

  /** Ids that other stores or days have too want a key of several fields; a correction doesn't. */
  @Test
  void proposesTheKeyThatTellsTheSamplesApart() throws Exception {
    String first = sale("S1", 5, "1", "2.5") + sale("S1", 5, "2", "3");
    assertThat(key(first + sale("S1", 5, "1", "2.75"))).isNull();
    assertThat(key(first + sale("S2", 5, "1", "4"))).isEqualTo("key: [store_id, transaction_id]");
    assertThat(key(first + sale("S2", 5, "1", "4") + sale("S1", 6, "2", "4")))
        .isEqualTo("key: [store_id, transaction_date, transaction_id]");
    assertThat(key(first + sale("S1", 6, "2", "4") + sale("S1", 6, "2", "5"))).isNull();
    assertThat(
            key(
                first.replace("}", ",\"device_id\":\"t1\"}")
                    + sale("S1", 5, "2", "4").replace("}", ",\"device_id\":\"t2\"}")))
        .isEqualTo("key: [store_id, transaction_date, device_id, transaction_id]");
    assertThat(key(Map.of("SCOUT_TIME_FALLBACK", "uploaded_at"), first + sale("S1", 6, "2", "4")))
        .as("where the upload may give the day")
        .isNull();
  }

  private String key(String records) throws Exception {
    return key(Map.of(), records);
  }

  private String key(Map<String, String> environment, String records) throws Exception {
    FitReport report = look(environment, List.of(file("day.jsonl", records)));
    String key =
        DeclarationText.of(report)
            .lines()
            .filter(line -> line.startsWith("key:"))
            .findFirst()
            .orElse(null);
    boolean advised =
        report.proposal().advice().stream().anyMatch(each -> key != null && each.contains(key));
    assertThat(advised).isEqualTo(key != null);
    return key;
  }

  @Test
  void judgesFilesTogether() throws Exception {
    FitReport report =
        look(
            Map.of(),
            List.of(
                file(
                    "a.jsonl",
                    """
                    {"transaction_id":"A-1","shop":"S","timestamp":"2026-10-05T10:00:00Z","amount":1}
                    {"transaction_id":"A-2","shop":"S","timestamp":"2026-10-05T10:01:00Z","amount":1}
                    """),
                file(
                    "b.jsonl",
                    """
                    {"transaction_id":"B-1","branch":"S","sold_at":"2026-10-05T10:00:00Z","amount":1}
                    {"transaction_id":"B-2","branch":"S","sold_at":"2026-10-05T10:01:00Z","amount":1}
                    """)));
    assertThat(report.after().transactions()).isEqualTo(4);
    assertThat(settings(report)).hasSize(2).contains("SCOUT_PATHS_TIMESTAMP=timestamp,sold_at");
  }

  @Test
  void readsDecimalCommas() throws Exception {
    FitReport report =
        look(
            Map.of(),
            List.of(
                file(
                    "day.csv",
                    """
                    transaction_id,store_id,timestamp,amount
                    A-1,S,2026-10-05T10:00:00Z,"12,50"
                    A-2,S,2026-10-05T10:01:00Z,"8,40"
                    """)));
    assertThat(settings(report)).containsExactly("SCOUT_DECIMAL=comma");
    assertThat(report.after().transactions()).isEqualTo(2);
  }

  @Test
  void letsOldSalesIn() throws Exception {
    FitReport report =
        look(
            Map.of(),
            List.of(
                file(
                    "old.csv",
                    """
                    transaction_id,store_id,timestamp,amount
                    A-1,S,2011-10-05T10:00:00Z,12.50
                    A-2,S,2011-10-06T10:01:00Z,8.40
                    A-3,S,2011-10-07T10:01:00Z,8.40
                    """)));
    assertThat(settings(report)).singleElement().asString().startsWith("SCOUT_MAX_AGE=P");
    assertThat(report.after().transactions()).isEqualTo(3);
  }

  @Test
  void takesWordsForNone() throws Exception {
    FitReport report =
        look(
            Map.of(),
            List.of(
                file(
                    "day.csv",
                    """
                    transaction_id,store_id,timestamp,amount,currency
                    A-1,S,2026-10-05T10:00:00Z,12.50,undefined
                    A-2,S,2026-10-05T10:01:00Z,undefined,PHP
                    """)));
    assertThat(settings(report)).containsExactly("SCOUT_NULLS=null,none,nan,n/a,\\N,undefined");
    assertThat(report.after().transactions()).isEqualTo(2);
  }

  @Test
  void fillsShortRowsButNotALastOneThatWasCut() throws Exception {
    String rows =
        """
        transaction_id,store_id,timestamp,amount,payment_method
        A-1,S,2026-10-05T10:00:00Z,12.50,cash
        A-2,S,2026-10-05T10:01:00Z
        A-3,S,2026-10-05T10:02:00Z,8.40,card
        """;
    assertThat(settings(look(Map.of(), List.of(file("one.csv", rows))))).isEmpty();
    FitReport report =
        look(Map.of(), List.of(file("two.csv", rows + "A-4,S,2026-10-05T10:03:00Z,1.00\n")));
    assertThat(settings(report)).containsExactly("SCOUT_CSV_SHORT_ROWS=fill");
    assertThat(report.after().transactions()).isEqualTo(4);
  }

  @Test
  void findsTheRecordsWithinAPage() throws Exception {
    FitReport report =
        look(
            Map.of(),
            List.of(
                file(
                    "page.json",
                    """
                    {"next":null,"shop":"S1",
                     "orders":[{"order_no":"O-100001","sold_at":"2026-10-05T10:00:00Z","total":2.5},
                               {"order_no":"O-100002","sold_at":"2026-10-05T10:01:00Z","total":3.5}],
                     "refunds":[{"order_no":"R-100001","sold_at":"2026-10-05T11:00:00Z","total":1}]}
                    """)));
    assertThat(report.proposal().settings())
        .anySatisfy(
            setting -> {
              assertThat(setting.envLine()).isEqualTo("SCOUT_RECORDS_AT=orders");
              assertThat(setting.why()).contains("refunds would be left out");
            });
    assertThat(settings(report))
        .contains(
            "SCOUT_PATHS_TRANSACTION_ID=transaction_id,order_no",
            "SCOUT_PATHS_STORE_ID=store_id,shop",
            "SCOUT_PATHS_AMOUNT=amount,total");
    assertThat(report.after().transactions()).isEqualTo(2);
  }

  @Test
  void saysWhatNoSettingMends() throws Exception {
    FitReport report =
        look(
            Map.of(),
            List.of(
                file(
                    "kasse.csv",
                    """
                    Bonnummer;Filiale;Datum;Uhrzeit;Gesamtbetrag;Zahlungsart
                    B-20260001;Wien;05.10.2026;10:00;12,50;Bar
                    B-20260002;Wien;05.10.2026;10:07;8,40;Karte
                    """)));
    assertThat(settings(report))
        .contains(
            "SCOUT_PATHS_TRANSACTION_ID=transaction_id,Bonnummer",
            "SCOUT_PATHS_STORE_ID=store_id,Filiale",
            "SCOUT_PATHS_TIMESTAMP=timestamp,Datum");
    assertThat(report.after().transactions()).isZero();
    assertThat(String.join("\n", report.proposal().advice()))
        .contains("Datum: 2 values such as 05.10.2026")
        .contains("Uhrzeit holds the time of the day apart");
  }

  @Test
  void readsTheBeginningOfALargeFileUpToALine() throws Exception {
    byte[] stored = "a,b\n1,2\n3,4\n5,6\n".getBytes(StandardCharsets.UTF_8);
    SampleBytes sample = SampleBytes.of(stored, 10);
    assertThat(sample.cut()).isTrue();
    assertThat(new String(sample.bytes(), StandardCharsets.UTF_8)).isEqualTo("a,b\n1,2\n");
    assertThat(SampleBytes.of(stored, 16).cut()).isFalse();
  }

  @Test
  void saysWhatIsWrongWithADamagedFile() throws Exception {
    byte[] damaged = new byte[200];
    damaged[0] = 0x1f;
    damaged[1] = (byte) 0x8b;
    damaged[2] = 8;
    Path file = Files.write(folder.resolve("day.json.gz"), damaged);
    FitReport report = look(Map.of(), List.of(FitInputs.file(file)));
    assertThat(report.proposed().get(0).refusal()).isEqualTo("GZIP_DAMAGED");
    assertThat(new FitPages(report).lines()).contains("No record could be read.");
  }

  /** Whatever the names and values are, a look ends, and its proposal makes nothing worse. */
  @Test
  void looksAtAnyRecords() throws Exception {
    long seed = Long.getLong("scout.fit.seed", System.nanoTime());
    System.out.println("FileFittingTest seed " + seed);
    Random random = new Random(seed);
    List<String> names =
        List.of(
            "id", "Total", "store", "total.amount", "a b", "x,y", "date", "", "0", "цена", "cur");
    List<String> values =
        List.of(
            "1",
            "1.5",
            "\"A\"",
            "null",
            "\"\"",
            "true",
            "[]",
            "[{\"id\":1}]",
            "{\"id\":2}",
            "\"2026-10-05\"",
            "\"05/10/2026\"",
            "1759653000",
            "\"PHP\"",
            "1e400",
            "-0.0",
            "\"\\u0007'\"",
            "{}",
            "\"1,5\"");
    for (int file = 0; file < 30; file++) {
      StringBuilder text = new StringBuilder();
      for (int record = 0; record < 5; record++) {
        List<String> members = new ArrayList<>();
        for (String name : names) {
          if (random.nextBoolean()) {
            members.add("\"" + name + "\":" + values.get(random.nextInt(values.size())));
          }
        }
        text.append('{').append(String.join(",", members)).append("}\n");
      }
      FitReport report = look(Map.of(), List.of(file(file + ".jsonl", text.toString())));
      assertThat(report.after().transactions())
          .isGreaterThanOrEqualTo(report.before().transactions());
      assertThat(new FitPages(report).lines()).noneMatch(line -> line.contains("\u0007"));
    }
  }

  @Test
  void triesByTheSourceInForce() throws Exception {
    try (TestDatabase declared = TestDatabase.create()) {
      RolePool transform = declared.as(DatabaseRole.TRANSFORM);
      new SourceSteps(
              transform,
              new RebuildSteps(
                  transform, LayerSettings.of(ZoneOffset.UTC), new SpareConnections(0), () -> {}))
          .declareSource(
              """
              source: edge_transactions
              key: [store_id, receipt_no]
              records: answer.sales
              fields:
                amount:     {type: "decimal(10,2)", from: [due.sum]}
                receipt_no: {type: key, from: [no], required: true}
                cashier:    {type: integer, from: [cashier]}
              tables:
                silver_items:
                  each: items
                  fields:
                    sku: {type: key, from: [sku], required: true}
              """,
              "somebody");
      String sale =
          "{\"transaction_id\":\"7\",\"store_id\":\"S1\",\"timestamp\":\"2026-10-05T10:00:00Z\","
              + "\"due\":{\"sum\":1.5},\"no\":\"%s\",\"cashier\":\"%s\"}";
      SampleInput input =
          file(
              "page.json",
              "{\"answer\":{\"other\":[{\"a\":1}],\"sales\":["
                  + String.join(
                      ",",
                      sale.formatted("1", "1"),
                      sale.formatted("2", "1"),
                      sale.formatted("2", "2"),
                      sale.formatted("", "1"),
                      sale.formatted("4", "many"))
                  + "]}}");
      FitReport report =
          transform
              .jdbi()
              .withHandle(
                  own -> new FileFitting(Map.of(), new TypingTrial(own)).look(List.of(input)));
      assertThat(report.before().read()).isEqualTo(5);
      assertThat(report.before().transactions()).as("1 and 2 of the store").isEqualTo(2);
      assertThat(report.before().overridden()).as("by another cashier").isEqualTo(1);
      assertThat(report.before().codes())
          .isEqualTo(Map.of("FIELD_MISSING", 1L, "FIELD_INVALID", 1L));
      assertThat(report.before().lacking()).doesNotContainKey("amount");
      assertThat(settings(report)).isEmpty();
    }
  }

  private FitReport look(Map<String, String> environment, List<SampleInput> inputs)
      throws IOException {
    return new FileFitting(environment, new TypingTrial(handle)).look(inputs);
  }

  private SampleInput file(String name, String text) throws IOException {
    return FitInputs.file(Files.writeString(folder.resolve(name), text));
  }

  private static List<String> settings(FitReport report) {
    return report.proposal().settings().stream().map(ProposedSetting::envLine).toList();
  }
}
