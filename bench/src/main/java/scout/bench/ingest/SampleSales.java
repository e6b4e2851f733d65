package scout.bench.ingest;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** Invented sales of tills, 250 bytes each as JSON, the same on every run. */
final class SampleSales {
  private static final int BYTES = 250;

  /** The columns of a sale as CSV. */
  static final String CSV_HEADER =
      "transaction_id,store_id,timestamp,amount,currency,payment_method,note";

  private final Random random = new Random(20250314);

  /**
   * A sale as JSON.
   *
   * @param transaction is unique
   * @param store the number of the store
   * @param day of March 2025, from 1
   */
  String json(String transaction, int store, int day) {
    return json(transaction, store, LocalDate.of(2025, 3, day));
  }

  /** The same on any day. */
  String json(String transaction, int store, LocalDate day) {
    List<String> values = values(transaction, store, day);
    String start =
        "{\"transaction_id\":\"%s\",\"store_id\":\"%s\",\"timestamp\":\"%s\",\"amount\":%s,\"currency\":\"%s\",\"payment_method\":\"%s\",\"note\":\""
            .formatted(values.toArray());
    return start + note(BYTES - start.length() - 3) + "\"}";
  }

  /** A sale as a row of CSV; see {@link #json}. */
  String csv(String transaction, int store, int day) {
    String start = String.join(",", values(transaction, store, LocalDate.of(2025, 3, day))) + ",";
    return start + note(BYTES - start.length() - 1);
  }

  private List<String> values(String transaction, int store, LocalDate day) {
    int second = random.nextInt(3_600);
    return List.of(
        transaction,
        "store-%03d".formatted(store),
        "%sT12:%02d:%02dZ".formatted(day, second / 60, second % 60),
        "%d.%02d".formatted(random.nextInt(90), random.nextInt(100)),
        "EUR",
        random.nextBoolean() ? "card" : "cash");
  }

  /** Digits that hardly compress. */
  private String note(int length) {
    StringBuilder note = new StringBuilder();
    while (note.length() < length) {
      note.append(Long.toHexString(random.nextLong()));
    }
    return note.substring(0, Math.max(0, length));
  }

  /** The sales of one store on one day, one per line. */
  byte[] file(String till, int store, int day, int records) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < records; i++) {
      text.append(json(till + "-" + i, store, day)).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
