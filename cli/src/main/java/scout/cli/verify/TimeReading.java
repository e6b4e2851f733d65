package scout.cli.verify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scout.models.TimeForms;
import scout.models.TimePattern;

/** Reads times as the declaration says, exact to the microsecond. */
final class TimeReading {
  private static final Pattern ISO =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})"
              + "(?:[.]([0-9]{1,9}))?)?([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.][0-9]+)?");
  private static final Pattern HALF_DAY = Pattern.compile("(.*T)([0-9]{2})(:.*) ([AaPp])[Mm]");

  private final TimeForms forms;
  private final ZoneId zone;
  private final Instant uploadedAt;

  TimeReading(TimeForms forms, ZoneId zone, Instant uploadedAt) {
    this.forms = forms;
    this.zone = zone;
    this.uploadedAt = uploadedAt;
  }

  /** The time; empty if the text is none. */
  Optional<Instant> time(FoundValue value) {
    return Optional.ofNullable(read(value)).flatMap(this::instant);
  }

  /** The day; empty if the text is none. */
  Optional<LocalDate> day(FoundValue value) {
    String text = read(value);
    if (text == null) {
      return Optional.empty();
    }
    Matcher iso = ISO.matcher(text);
    if (iso.matches() && iso.group(4) == null) {
      return date(iso);
    }
    return instant(text).map(moment -> moment.atZone(zone).toLocalDate());
  }

  private String read(FoundValue value) {
    for (TimePattern pattern : forms.patterns()) {
      String text = read(pattern, value.text());
      if (text != null) {
        return text;
      }
    }
    if (NUMBER.matcher(value.text()).matches()) {
      return forms.epoch() ? sinceEpoch(value) : null;
    }
    if (!forms.iso()) {
      return null;
    }
    return value
        .text()
        .replace(',', '.')
        .replaceAll("[\u00a0\u202f\u2007]", " ")
        .replaceFirst("([0-9]) ?(UTC|utc)$", "$1Z")
        .replaceFirst("([0-9]) ([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)$", "$1$2");
  }

  private static String read(TimePattern pattern, String text) {
    Matcher matcher = Pattern.compile(pattern.regex()).matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String iso =
        matcher
            .replaceFirst(pattern.iso().replaceAll("\\\\([0-9])", "\\$$1"))
            .replaceAll("(^|[-T:])([0-9])(?![0-9])", "$10$2");
    return pattern.halfDays() ? wholeDay(iso) : iso;
  }

  private static String wholeDay(String text) {
    Matcher half = HALF_DAY.matcher(text);
    int hour = half.matches() ? Integer.parseInt(half.group(2)) : 99;
    if (hour > 12) {
      return "";
    }
    boolean afternoon = half.group(4).equalsIgnoreCase("p");
    int whole = hour % 12 + (afternoon ? 12 : 0);
    return half.group(1) + String.format(Locale.ROOT, "%02d", whole) + half.group(3);
  }

  private String sinceEpoch(FoundValue value) {
    String whole = value.text().replaceFirst("[.].*", "");
    boolean fraction = value.text().indexOf('.') >= 0;
    BigDecimal unit = null;
    if (value.date()) {
      unit = whole.matches("-?[0-9]{1,14}") ? new BigDecimal(1000) : null;
    } else if (value.number() || !fraction) {
      unit =
          switch (whole.startsWith("-") ? 0 : whole.length()) {
            case 10 ->
                value.number() || nearUpload(value.text()) ? new BigDecimal(1_000_000) : null;
            case 13 -> new BigDecimal(1000);
            case 16 -> BigDecimal.ONE;
            case 19 -> new BigDecimal("0.001");
            default -> null;
          };
    }
    if (unit == null) {
      return null;
    }
    BigDecimal micros =
        new BigDecimal(value.text()).multiply(unit).setScale(0, RoundingMode.HALF_UP);
    return Instant.EPOCH.plus(micros.longValueExact(), ChronoUnit.MICROS).toString();
  }

  private boolean nearUpload(String seconds) {
    Instant moment = Instant.ofEpochSecond(Long.parseLong(seconds));
    return !moment.isBefore(uploadedAt.minus(9600, ChronoUnit.HOURS))
        && !moment.isAfter(uploadedAt.plus(24, ChronoUnit.HOURS));
  }

  private Optional<Instant> instant(String text) {
    Matcher iso = ISO.matcher(text);
    if (!iso.matches()) {
      return Optional.empty();
    }
    Optional<LocalDate> date = date(iso);
    int hour = number(iso, 4);
    int minute = number(iso, 5);
    int second = number(iso, 6);
    BigDecimal fraction = new BigDecimal("0." + Optional.ofNullable(iso.group(7)).orElse("0"));
    long micros = fraction.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    boolean beyond = hour > 24 || minute > 59 || second > 60;
    if (date.isEmpty()
        || beyond
        || hour == 24 && (minute > 0 || second > 0 || fraction.signum() > 0)) {
      return Optional.empty();
    }
    LocalDateTime local =
        LocalDateTime.of(date.get(), LocalTime.MIDNIGHT)
            .plusSeconds(hour * 3600L + minute * 60L + second)
            .plus(micros, ChronoUnit.MICROS);
    String offset = iso.group(8);
    if (offset == null) {
      return Optional.of(
          ZonedDateTime.ofLocal(local, zone, null).withLaterOffsetAtOverlap().toInstant());
    }
    return shift(offset).map(seconds -> local.minusSeconds(seconds).toInstant(ZoneOffset.UTC));
  }

  private static Optional<Long> shift(String offset) {
    if (offset.equalsIgnoreCase("Z")) {
      return Optional.of(0L);
    }
    String digits = offset.replaceAll("[^0-9]", "") + "00";
    int hours = Integer.parseInt(digits.substring(0, 2));
    int minutes = Integer.parseInt(digits.substring(2, 4));
    if (hours > 15 || minutes > 59) {
      return Optional.empty();
    }
    return Optional.of((offset.charAt(0) == '-' ? -1 : 1) * (hours * 3600L + minutes * 60L));
  }

  private static int number(MatchResult iso, int group) {
    return iso.group(group) == null ? 0 : Integer.parseInt(iso.group(group));
  }

  private static Optional<LocalDate> date(MatchResult iso) {
    try {
      return number(iso, 1) == 0
          ? Optional.empty()
          : Optional.of(LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
