package scout.system.kill;

import java.nio.charset.StandardCharsets;

/** The files that are uploaded. The same call always gives the same bytes. */
final class Input {
  private static final String RECORD =
      "{\"transaction_id\":\"t-%d\",\"store_id\":\"s-%d\",\"timestamp\":\"2025-03-%02dT1%d:00:00Z\",\"amount\":\"%d.%02d\",\"currency\":\"EUR\",\"payment_method\":\"%s\"}\n";

  private Input() {}

  /** So many good records, numbered from the first. */
  static byte[] records(int first, int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = first; i < first + count; i++) {
      lines.append(record(i));
    }
    return bytes(lines);
  }

  private static String record(int i) {
    return RECORD.formatted(
        i, i % 5, 1 + i % 9, i % 10, i % 90, i % 100, i % 3 == 0 ? "cash" : "card");
  }

  /**
   * What a file can hold, long enough for several pieces of a COPY: from a record that others
   * brought before to some that bronze or silver rejects, and some without a key.
   */
  static byte[] mixed() {
    StringBuilder lines = new StringBuilder();
    for (int i = 20; i < 3_000; i++) {
      lines.append(
          switch (i % 1_000) {
            case 100 -> "{\"transaction_id\": broken\n";
            case 200 -> "{\"store_id\":\"s-1\",\"timestamp\":\"2025-03-02T10:00:00Z\"}\n";
            case 300 -> record(i).replace("\"amount\":\"", "\"amount\":\"about ");
            case 400 -> record(i).replace("}", ",\"loyalty_card\":\"c-" + i + "\"}");
            default -> record(i);
          });
    }
    return bytes(lines);
  }

  /** An array that ends in the middle of a record. */
  static byte[] torn() {
    return bytes("[{\"transaction_id\":\"t-1\",\"store_id\":\"s-1\"},{\"transaction_id\":");
  }

  /** More broken records than are trusted by default, but some good ones. */
  static byte[] mostlyBroken() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      lines.append(i % 3 == 0 ? record(5_000 + i) : "broken " + i + "\n");
    }
    return bytes(lines);
  }

  private static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
