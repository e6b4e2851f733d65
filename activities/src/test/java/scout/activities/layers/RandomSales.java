package scout.activities.layers;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sales of few transactions, stores and days, so that they meet, and with gaps of every kind. */
final class RandomSales {
  static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  private RandomSales() {}

  /** At most eight. */
  static List<Model.Sale> some(Random random) {
    List<Model.Sale> sales = new ArrayList<>();
    for (int i = random.nextInt(9); i > 0; i--) {
      sales.add(one(random));
    }
    return sales;
  }

  static Model.Sale one(Random random) {
    return new Model.Sale(
        random.nextInt(15) == 0 ? null : "T" + random.nextInt(60),
        random.nextInt(15) == 0 ? null : "S" + random.nextInt(3),
        START.plus(Duration.ofMinutes(random.nextInt(200 * 24 * 60))),
        random.nextInt(8) == 0 ? null : BigDecimal.valueOf(random.nextInt(200_000) - 5_000, 3),
        oneOf(random, "EUR", "EUR", "USD", null),
        oneOf(random, "card", "cash", "ärger", null),
        oneOf(random, "till-1", "till-2", null));
  }

  @SafeVarargs
  static <T> T oneOf(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  static List<String> json(List<Model.Sale> sales) {
    return sales.stream().map(Model.Sale::json).toList();
  }
}
