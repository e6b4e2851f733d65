package scout.cli.simulate;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A fleet whose files depend only on its parameters: the same values give the same bytes. No sale
 * lies after {@code now}, unless the whole day does.
 *
 * @param devices the number of devices; they upload in turn
 * @param stores the number of their stores
 * @param records the number of sales per file
 * @param faults the possible faults
 * @param faultPercent how many files of a hundred have a fault
 * @param seed any number
 * @param day the day of the sales, in UTC
 * @param now where the day of the sales has come to, if it is today
 */
public record SimulatedFleet(
    int devices,
    int stores,
    int records,
    Set<FileFault> faults,
    int faultPercent,
    long seed,
    LocalDate day,
    Instant now) {
  private static final int LATE_DAYS = 10;
  private static final int DAY_SECONDS = 86_400;
  private static final int BROKEN_EVERY = 10;
  private static final int MOST_CENTS = 10_000;
  private static final List<String> CURRENCIES = List.of("EUR", "CHF", "CZK");
  private static final List<String> PAYMENTS = List.of("card", "cash", "mobile");

  public SimulatedFleet {
    if (devices < 1 || stores < 1 || records < 1) {
      throw new IllegalArgumentException("A fleet has at least one device, store and record");
    }
    if (faultPercent < 0 || faultPercent > 100) {
      throw new IllegalArgumentException("The share of faults is from 0 to 100 percent");
    }
    faults = Set.copyOf(faults);
  }

  /** The upload number {@code n}, from 0. */
  public SimulatedFile file(long n) {
    Optional<FileFault> fault = fault(n);
    byte[] sales = sales(n, n, false, day);
    if (fault.isEmpty()) {
      return new SimulatedFile(name(n), sales, fault);
    }
    // this device's previous file
    long before = n - devices;
    return switch (fault.get()) {
      case LATE -> new SimulatedFile(name(n), sales(n, n, false, day.minusDays(LATE_DAYS)), fault);
      case DUPLICATE -> new SimulatedFile(name(before), file(before).content(), fault);
      case COPY -> new SimulatedFile(name(n), sales(before, before, false, day), fault);
      case CORRECTED -> new SimulatedFile(name(before), sales(before, n, false, day), fault);
      case BROKEN -> new SimulatedFile(name(n), sales(n, n, true, day), fault);
      case DAMAGED -> new SimulatedFile(name(n), cutShort(sales), fault);
      case PACKED -> new SimulatedFile(name(n), DisguisedContent.packed(sales), fault);
      case UTF16 -> new SimulatedFile(name(n), DisguisedContent.utf16(sales), fault);
      case RENAMED -> new SimulatedFile(name(n), DisguisedContent.renamed(sales), fault);
      case HIDDEN -> new SimulatedFile(DisguisedContent.hidden(name(n)), sales, fault);
    };
  }

  /** A device's first file has no predecessor to repeat. */
  private Optional<FileFault> fault(long n) {
    SplittableRandom random = random(~n);
    List<FileFault> possible =
        Arrays.stream(FileFault.values())
            .filter(faults::contains)
            .filter(fault -> n >= devices || !repeats(fault))
            .toList();
    if (possible.isEmpty() || random.nextInt(100) >= faultPercent) {
      return Optional.empty();
    }
    return Optional.of(possible.get(random.nextInt(possible.size())));
  }

  private static boolean repeats(FileFault fault) {
    return fault == FileFault.DUPLICATE || fault == FileFault.COPY || fault == FileFault.CORRECTED;
  }

  private String name(long n) {
    return String.format(Locale.ROOT, "%s/%s/%x-%06d.json", device(n), day, seed, n);
  }

  private String device(long n) {
    return String.format(Locale.ROOT, "sim-%04d", n % devices);
  }

  /**
   * An array of sales, one per line.
   *
   * @param ids the number of the file that gives the transaction ids
   * @param amounts the number of the file that gives the amounts
   */
  private byte[] sales(long ids, long amounts, boolean broken, LocalDate on) {
    SplittableRandom random = random(amounts);
    Instant start = on.atStartOfDay(ZoneOffset.UTC).toInstant();
    int seconds = seconds(start);
    long store = (ids % devices) % stores;
    StringBuilder text = new StringBuilder("[\n");
    for (int i = 0; i < records; i++) {
      text.append(i == 0 ? "" : ",\n")
          .append(
              String.format(
                  Locale.ROOT,
                  "{\"transaction_id\": %s\"%x-%d-%d\", \"device_id\": \"%s\","
                      + " \"store_id\": \"store-%03d\", \"timestamp\": \"%s\","
                      + " \"amount\": %d.%02d, \"currency\": \"%s\","
                      + " \"payment_method\": \"%s\"}",
                  broken && i % BROKEN_EVERY == 0 ? "?" : "",
                  seed,
                  ids,
                  i,
                  device(ids),
                  store,
                  start.plusSeconds(random.nextInt(seconds)),
                  random.nextInt(MOST_CENTS) / 100,
                  random.nextInt(100),
                  CURRENCIES.get((int) (store % CURRENCIES.size())),
                  PAYMENTS.get(random.nextInt(PAYMENTS.size()))));
    }
    return text.append("\n]\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** How much of a day has passed: all of it, unless it is today. */
  private int seconds(Instant start) {
    long passed = Duration.between(start, now).toSeconds();
    return passed >= 0 && passed < DAY_SECONDS ? Math.max(1, (int) passed) : DAY_SECONDS;
  }

  private static byte[] cutShort(byte[] sales) {
    return Arrays.copyOf(sales, sales.length * 2 / 3);
  }

  private SplittableRandom random(long n) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + n);
  }
}
