package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scout.activities.TestDatabase;

/** What is accepted here must be taken by PostgreSQL's jsonb, with the same values. */
final class JsonbAgreementTest {
  private static TestDatabase database;

  private final JsonMapper exact =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void takesEveryAcceptedRecordAsItIs() throws Exception {
    long seed = System.nanoTime();
    System.out.println("JsonbAgreementTest seed " + seed);
    Random random = new Random(seed);
    RandomJson json = new RandomJson(random);
    List<String> records =
        accepted(
            20_000,
            () -> {
              byte[] record = Bytes.of(json.object(3));
              return random.nextInt(3) == 0 ? json.broken(record) : record;
            });
    assertThat(records).as("seed " + seed).hasSizeGreaterThan(8_000);
    compare(records);
  }

  @Test
  void takesTheExtremesThatAreAllowed() throws Exception {
    List<String> numbers =
        List.of(
            "9".repeat(400),
            "-0." + "1".repeat(400),
            "1e399",
            "1E-400",
            "0e-400",
            "0e9999",
            "0e999999",
            "-0",
            "-0.0e-5",
            "100e-2",
            "0." + "0".repeat(399) + "1");
    List<String> records = new ArrayList<>();
    numbers.forEach(number -> records.add("{\"a\":" + number + "}"));
    records.add("{\"a\":".repeat(199) + "{}" + "}".repeat(199));
    records.add("{\"a\":" + "[".repeat(199) + "]".repeat(199) + "}");
    records.add(
        "{\"" + "k".repeat(49_000) + "\":\"\u007f\ufffe\uffff\\u0001\\uffff\udbff\udfff\"}");
    records.add("{\"a\":[" + "1e399,".repeat(100_000) + "1]}");
    assertThat(accepted(records.size(), records.stream().map(Bytes::of).iterator()::next))
        .isEqualTo(records);
    compare(records.subList(0, records.size() - 1));
    database
        .owner()
        .useHandle(
            h ->
                h.createQuery("SELECT :record::jsonb IS NULL")
                    .bind("record", records.get(records.size() - 1))
                    .mapTo(Boolean.class)
                    .one());
  }

  private static List<String> accepted(int count, Supplier<byte[]> records) {
    JsonCheck check = new JsonCheck(ParseSettings.defaults());
    List<String> accepted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] record = records.get();
      if (check.check(record, 0, record.length) == null) {
        accepted.add(new String(record, StandardCharsets.UTF_8));
      }
    }
    return accepted;
  }

  private void compare(List<String> records) throws Exception {
    Jdbi owner = database.owner();
    List<String> again = new ArrayList<>();
    for (String record : records) {
      again.add(exact.writeValueAsString(exact.readTree(record)));
    }
    List<String> different =
        owner.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT record FROM unnest(:records::text[], :again::text[]) AS t(record,"
                            + " again) WHERE record::jsonb IS DISTINCT FROM again::jsonb")
                    .bindArray("records", String.class, records)
                    .bindArray("again", String.class, again)
                    .mapTo(String.class)
                    .list());
    assertThat(different).isEmpty();
  }
}
