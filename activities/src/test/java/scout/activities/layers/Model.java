package scout.activities.layers;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the layers must hold, computed from all files anew by the rules as one reads them: no
 * outbox, no settling, no SQL. Rows are texts, so that a difference is easy to see.
 */
final class Model {
  private final ZoneId zone;
  private final Map<UUID, File> files = new LinkedHashMap<>();

  Model(ZoneId zone) {
    this.zone = zone;
  }

  /** A record with values that pass typing; without id it is unkeyed, without store rejected. */
  record Sale(
      String id,
      String store,
      Instant time,
      BigDecimal amount,
      String currency,
      String payment,
      String device) {

    String json() {
      List<String> fields = new ArrayList<>();
      add(fields, "transaction_id", id);
      add(fields, "store_id", store);
      add(fields, "timestamp", time.toString());
      add(fields, "currency", currency);
      add(fields, "payment_method", payment);
      add(fields, "device_id", device);
      if (amount != null) {
        fields.add("\"amount\": " + amount.toPlainString());
      }
      Collections.shuffle(fields, new java.util.Random(fields.hashCode()));
      return "{" + String.join(", ", fields) + "}";
    }

    private static void add(List<String> fields, String name, String value) {
      if (value != null) {
        fields.add("\"" + name + "\": \"" + value + "\"");
      }
    }
  }

  /** A file version; the order of creation is its place in the ledger. */
  static final class File {
    final UUID id;
    final String key;
    final int sequence;
    Instant uploadedAt;
    List<Sale> sales;
    boolean discarded;
    boolean replaced;

    File(UUID id, String key, int sequence, Instant uploadedAt, List<Sale> sales) {
      this.id = id;
      this.key = key;
      this.sequence = sequence;
      this.uploadedAt = uploadedAt;
      this.sales = sales;
    }

    boolean active() {
      return !discarded && !replaced;
    }
  }

  private record Delivery(File file, int recordNo, Sale sale) {
    static final Comparator<Delivery> RANK =
        Comparator.comparing((Delivery d) -> d.file.uploadedAt)
            .thenComparing(
                d -> d.file.key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
            .thenComparing(d -> d.file.sequence)
            .thenComparing(Delivery::recordNo);
  }

  void load(UUID id, String key, Instant uploadedAt, List<Sale> sales) {
    files.put(id, new File(id, key, files.size(), uploadedAt, sales));
  }

  List<File> files() {
    return List.copyOf(files.values());
  }

  private List<Delivery> deliveries() {
    List<Delivery> all = new ArrayList<>();
    for (File file : files.values()) {
      for (int i = 0; file.active() && i < file.sales.size(); i++) {
        Sale sale = file.sales.get(i);
        if (sale.id() != null && sale.store() != null) {
          all.add(new Delivery(file, i + 1, sale));
        }
      }
    }
    return all;
  }

  private Map<String, Delivery> winners() {
    return deliveries().stream()
        .collect(
            Collectors.toMap(
                d -> d.sale.id(),
                Function.identity(),
                (a, b) -> Delivery.RANK.compare(a, b) > 0 ? a : b,
                TreeMap::new));
  }

  Set<String> silver() {
    return winners().values().stream()
        .map(this::row)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Set<String> superseded() {
    Map<String, Delivery> won = winners();
    return deliveries().stream()
        .filter(d -> !won.get(d.sale.id()).equals(d))
        .map(d -> join(row(d), areTwoSales(d.sale, won.get(d.sale.id()).sale)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean areTwoSales(Sale loser, Sale winner) {
    return !loser.store().equals(winner.store())
        || !device(loser).equals(device(winner)) && !loser.time().equals(winner.time())
        || Duration.between(loser.time(), winner.time()).abs().compareTo(Duration.ofDays(1)) > 0;
  }

  private static String device(Sale sale) {
    return sale.device() == null ? "till-1" : sale.device();
  }

  /** What a sale says beside its id. */
  private static List<Object> said(Sale sale) {
    return Arrays.asList(
        sale.store(),
        sale.time(),
        money(sale.amount()),
        sale.currency(),
        sale.payment(),
        device(sale));
  }

  private static long overridden(List<Sale> sales) {
    List<Sale> sound = sales.stream().filter(s -> s.id() != null && s.store() != null).toList();
    return IntStream.range(0, sound.size())
        .filter(
            i ->
                sound.subList(i + 1, sound.size()).stream()
                    .anyMatch(
                        later ->
                            later.id().equals(sound.get(i).id())
                                && !said(later).equals(said(sound.get(i)))))
        .count();
  }

  /** How many lack each field, those that all have left out. */
  private static String nulls(List<Sale> sales) {
    Map<String, Function<Sale, Object>> fields =
        new TreeMap<>(
            Map.of(
                "transaction_id",
                Sale::id,
                "store_id",
                Sale::store,
                "amount",
                Sale::amount,
                "currency",
                Sale::currency,
                "payment_method",
                Sale::payment,
                "device_id",
                Sale::device));
    List<String> counts = new ArrayList<>();
    fields.forEach(
        (name, field) -> {
          long lacking = sales.stream().filter(s -> field.apply(s) == null).count();
          if (lacking > 0) {
            counts.add(name + "=" + lacking);
          }
        });
    return String.join(",", counts);
  }

  private String row(Delivery d) {
    Sale sale = d.sale;
    return join(
        sale.id(),
        sale.store(),
        sale.time(),
        money(sale.amount()),
        sale.currency(),
        sale.payment(),
        device(sale),
        d.file.id,
        d.recordNo,
        d.file.uploadedAt.truncatedTo(ChronoUnit.SECONDS),
        day(sale));
  }

  /** file: loaded, current, superseded, unkeyed, rejected, discarded, overridden, lost, nulls. */
  Set<String> ledger() {
    Set<Delivery> won = new HashSet<>(winners().values());
    Map<File, Long> all =
        deliveries().stream().collect(Collectors.groupingBy(Delivery::file, Collectors.counting()));
    Map<File, Long> current =
        won.stream().collect(Collectors.groupingBy(Delivery::file, Collectors.counting()));
    Set<String> rows = new TreeSet<>();
    for (File file : files.values()) {
      long unkeyed = file.sales.stream().filter(s -> s.id() == null).count();
      long rejected = file.sales.stream().filter(s -> s.id() != null && s.store() == null).count();
      long wins = current.getOrDefault(file, 0L);
      long overridden = overridden(file.sales);
      String row =
          file.active()
              ? join(
                  file.id,
                  file.sales.size(),
                  wins,
                  all.getOrDefault(file, 0L) - wins,
                  unkeyed,
                  rejected,
                  0,
                  overridden,
                  unkeyed + rejected + overridden)
              : join(file.id, file.sales.size(), 0, 0, 0, 0, file.sales.size(), 0, 0);
      String nulls = file.active() ? nulls(file.sales) : "";
      rows.add(nulls.isEmpty() ? row : join(row, nulls));
    }
    return rows;
  }

  private LocalDate day(Sale sale) {
    return sale.time().atZone(zone).toLocalDate();
  }

  private Map<String, TreeMap<LocalDate, List<Sale>>> storeDays() {
    Map<String, TreeMap<LocalDate, List<Sale>>> days = new TreeMap<>();
    winners()
        .values()
        .forEach(
            d ->
                days.computeIfAbsent(d.sale.store(), s -> new TreeMap<>())
                    .computeIfAbsent(day(d.sale), s -> new ArrayList<>())
                    .add(d.sale));
    return days;
  }

  Set<String> gold() {
    Set<String> rows = new TreeSet<>();
    storeDays()
        .forEach(
            (store, days) -> days.forEach((day, sales) -> rows.add(goldRow(store, day, sales))));
    return rows;
  }

  private static String goldRow(String store, LocalDate day, List<Sale> sales) {
    List<Sale> main = ofMainCurrency(sales);
    BigDecimal revenue = revenue(main);
    long priced = main.stream().filter(s -> s.amount() != null).count();
    return join(
        store,
        day,
        sales.size(),
        sales.stream().map(Model::device).distinct().count(),
        revenue,
        revenue == null
            ? null
            : revenue.divide(BigDecimal.valueOf(priced), 2, RoundingMode.HALF_UP),
        mostCommon(sales, Sale::payment, false),
        sales.stream().map(Sale::time).min(Comparator.naturalOrder()).orElseThrow(),
        sales.stream().map(Sale::time).max(Comparator.naturalOrder()).orElseThrow(),
        main.get(0).currency(),
        sales.size() - main.size());
  }

  private static List<Sale> ofMainCurrency(List<Sale> sales) {
    String main = mostCommon(sales, Sale::currency, true);
    return sales.stream().filter(s -> Objects.equals(s.currency(), main)).toList();
  }

  /** The most frequent; in a tie the smallest, and null after all others. */
  private static String mostCommon(
      List<Sale> sales, Function<Sale, String> field, boolean nullCounts) {
    Map<String, Integer> counts = new HashMap<>();
    sales.stream()
        .map(field)
        .filter(value -> nullCounts || value != null)
        .forEach(value -> counts.merge(value == null ? "\uffff" : value, 1, Integer::sum));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .filter(value -> !value.equals("\uffff"))
        .orElse(null);
  }

  private static BigDecimal revenue(List<Sale> sales) {
    return sales.stream()
        .map(s -> money(s.amount()))
        .filter(Objects::nonNull)
        .reduce(BigDecimal::add)
        .orElse(null);
  }

  private static BigDecimal money(BigDecimal amount) {
    return amount == null ? null : amount.setScale(2, RoundingMode.HALF_UP);
  }

  Set<String> platinum() {
    Set<String> rows = new TreeSet<>();
    storeDays()
        .forEach(
            (store, days) -> days.keySet().forEach(day -> rows.add(platinumRow(store, day, days))));
    return rows;
  }

  private static String platinumRow(
      String store, LocalDate day, TreeMap<LocalDate, List<Sale>> days) {
    Map<LocalDate, List<Sale>> window = days.subMap(day.minusDays(89), true, day, true);
    List<BigDecimal> all = new ArrayList<>();
    List<BigDecimal> weekend = new ArrayList<>();
    List<BigDecimal> weekday = new ArrayList<>();
    List<BigDecimal> revenue = new ArrayList<>();
    String currency = ofMainCurrency(days.get(day)).get(0).currency();
    window.forEach(
        (date, sales) -> {
          BigDecimal count = BigDecimal.valueOf(sales.size());
          all.add(count);
          boolean isWeekend =
              date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
          (isWeekend ? weekend : weekday).add(count);
          List<Sale> main = ofMainCurrency(sales);
          BigDecimal money = revenue(main);
          if (money != null && Objects.equals(main.get(0).currency(), currency)) {
            revenue.add(money);
          }
        });
    long daysSinceFirst = ChronoUnit.DAYS.between(window.keySet().iterator().next(), day) + 1;
    long lastWeek =
        days.subMap(day.minusDays(6), true, day, true).values().stream()
            .mapToLong(List::size)
            .sum();
    return join(
        store,
        day,
        average(all),
        deviation(all),
        average(revenue),
        BigDecimal.valueOf(lastWeek)
            .divide(BigDecimal.valueOf(Math.min(7, daysSinceFirst)), 4, RoundingMode.HALF_UP),
        day.getDayOfWeek().getValue() % 7,
        average(weekend),
        average(weekday),
        currency);
  }

  private static BigDecimal average(List<BigDecimal> values) {
    return values.isEmpty()
        ? null
        : values.stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(BigDecimal.valueOf(values.size()), 4, RoundingMode.HALF_UP);
  }

  /** Of a sample; null for one value. */
  private static BigDecimal deviation(List<BigDecimal> values) {
    if (values.size() < 2) {
      return null;
    }
    MathContext exact = new MathContext(40);
    BigDecimal n = BigDecimal.valueOf(values.size());
    BigDecimal mean = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(n, exact);
    BigDecimal squares =
        values.stream().map(v -> v.subtract(mean).pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add);
    return squares
        .divide(n.subtract(BigDecimal.ONE), exact)
        .sqrt(exact)
        .setScale(4, RoundingMode.HALF_UP);
  }

  private static String join(Object... values) {
    return Arrays.stream(values).map(String::valueOf).collect(Collectors.joining("|"));
  }
}
