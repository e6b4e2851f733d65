package scout.console.web;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and lengths as people read them; used by the templates. */
public final class Words {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int MOST_LISTED = 100_000;

  private Words() {}

  /** A whole number with its thousands parted. */
  public static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A number as the database has it, with its thousands parted; a dash for null. */
  public static String number(BigDecimal value) {
    return value == null
        ? "–"
        : String.format(Locale.ROOT, "%,." + Math.max(0, value.scale()) + "f", value);
  }

  /** A count that the database stopped counting at 100,000. */
  public static String atLeast(long value) {
    return value > MOST_LISTED ? number(MOST_LISTED) + "+" : number(value);
  }

  /** A time in UTC to the second. */
  public static String utc(OffsetDateTime time) {
    return UTC.format(time);
  }

  /** A time in ISO-8601, for machines. */
  public static String iso(OffsetDateTime time) {
    return time.toInstant().toString();
  }

  /** How long ago, in one unit: {@code 3 min}. */
  public static String age(OffsetDateTime time) {
    return length(Duration.between(time.toInstant(), Instant.now()));
  }

  /** How long ago, or in how long, with the words for it. */
  public static String ago(OffsetDateTime time) {
    return time.toInstant().isAfter(Instant.now())
        ? "in " + length(Duration.between(Instant.now(), time.toInstant()))
        : age(time) + " ago";
  }

  /**
   * A length in one unit: {@code < 1 s}, {@code 90 s}, {@code 3 min}, {@code 5 h}, {@code 12 d}.
   */
  public static String length(Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    if (seconds == 0) {
      return "< 1 s";
    }
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7_200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
  }

  /** The same of a number of seconds; a dash for null. */
  public static String seconds(Double seconds) {
    return seconds == null ? "–" : length(Duration.ofSeconds(seconds.longValue()));
  }

  /** Bytes in the unit that leaves one to three digits before the point. */
  public static String bytes(long bytes) {
    if (bytes < 0) {
      return "−" + bytes(-bytes);
    }
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    String units = "KMGTP";
    int unit = -1;
    while (value >= 1024 && unit < units.length() - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %ciB", value, units.charAt(unit));
  }

  /** A share in percent, with a place after the point where it is small. */
  public static String percent(long part, long whole) {
    if (whole == 0) {
      return "–";
    }
    double share = 100.0 * part / whole;
    return String.format(Locale.ROOT, share < 10 ? "%.1f %%" : "%.0f %%", share);
  }

  /** A text as a value in an address's query. */
  public static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A text as a part of an address's path. */
  public static String path(String text) {
    return query(text).replace("+", "%20");
  }

  /** {@code one file}, {@code 2 files}. */
  public static String count(long number, String one) {
    return number(number) + " " + one + (number == 1 ? "" : "s");
  }

  /** The first characters of a text. */
  public static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
