package scout.local.fit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import scout.activities.fields.PayloadField;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/** Proposes how to read values: silver's settings other than the paths. */
final class ValueProposals {
  static final String TIME_FALLBACK = SettingCatalog.TIME_FALLBACK.name();

  private static final String DECIMAL = SettingCatalog.DECIMAL.name();
  private static final String MAX_AGE = SettingCatalog.MAX_AGE.name();
  private static final String NULLS = SettingCatalog.NULLS.name();
  private static final Set<String> WORDS_FOR_NONE =
      Set.of(
          "undefined",
          "nil",
          "na",
          "n.a.",
          "#n/a",
          "unknown",
          "missing",
          "empty",
          "void",
          "--",
          "---",
          "?",
          "(null)",
          "<null>",
          "leer",
          "keine");
  private static final LocalDate FIRST_PLAUSIBLE = LocalDate.of(2000, 2, 1);
  private static final double MOST = 0.5;
  private static final int YEAR_DAYS = 366;

  private final FieldScan scan;
  private final Map<String, String> environment;
  private final List<ProposedSetting> proposed = new ArrayList<>();

  private ValueProposals(FieldScan scan, Map<String, String> environment) {
    this.scan = scan;
    this.environment = environment;
  }

  /**
   * Returns the settings with which more values can be read.
   *
   * @param commaIsRead whether semicolons separate every file's columns; then decimal commas are
   *     read
   */
  static List<ProposedSetting> of(
      FieldScan scan,
      List<FieldGuess> guesses,
      Map<String, String> environment,
      boolean commaIsRead,
      Instant now) {
    ValueProposals proposals = new ValueProposals(scan, environment);
    for (FieldGuess guess : guesses) {
      List<ScannedField> at = FieldPlaces.of(scan, guess);
      if (guess.field() == PayloadField.TIMESTAMP) {
        proposals.fallback(at, sales(scan, guesses));
        proposals.maxAge(at, now);
      } else if (guess.field() == PayloadField.AMOUNT && !commaIsRead) {
        proposals.decimal(at);
      }
    }
    proposals.nulls(guesses);
    return proposals.proposed;
  }

  private void add(String name, String value, String sureness, String why) {
    if (!environment.containsKey(name)) {
      proposed.add(new ProposedSetting(name, value, sureness, why, ProposedSetting.Acts.SILVER));
    }
  }

  /** The records with an id and a store. Without these, a record without a time is no sale. */
  private static BitSet sales(FieldScan scan, List<FieldGuess> guesses) {
    BitSet sales = new BitSet();
    sales.set(0, scan.records());
    for (FieldGuess guess : guesses) {
      if (guess.field() == PayloadField.TRANSACTION_ID || guess.field() == PayloadField.STORE_ID) {
        sales.and(filled(FieldPlaces.of(scan, guess)));
      }
    }
    return sales;
  }

  private static BitSet filled(List<ScannedField> at) {
    BitSet filled = new BitSet();
    at.forEach(field -> filled.or(field.filled()));
    return filled;
  }

  private void fallback(List<ScannedField> at, BitSet sales) {
    BitSet lacking = (BitSet) sales.clone();
    lacking.andNot(filled(at));
    if (NamedTimes.among(scan, lacking)) {
      return;
    }
    if (lacking.cardinality() > MOST * sales.cardinality()) {
      add(
          TIME_FALLBACK,
          "uploaded_at",
          lacking.equals(sales) ? "sure" : "likely",
          lacking.cardinality()
              + " of "
              + sales.cardinality()
              + " records have no time; the upload's stands for it");
    }
  }

  private void maxAge(List<ScannedField> at, Instant now) {
    Duration allowed = new Settings(environment).get(SettingCatalog.MAX_AGE);
    TreeSet<LocalDate> days = new TreeSet<>();
    int all = 0;
    for (ScannedField field : at) {
      for (String text : field.values()) {
        LocalDate day = day(text);
        all += day == null ? 0 : 1;
        if (day != null
            && day.isAfter(FIRST_PLAUSIBLE)
            && day.atStartOfDay(ZoneOffset.UTC).toInstant().isBefore(now.minus(allowed))) {
          days.add(day);
        }
      }
    }
    if (days.size() > 1 && days.size() > MOST * Math.min(all, days.size() * 2)) {
      long age =
          Duration.between(days.first().atStartOfDay(ZoneOffset.UTC).toInstant(), now).toDays();
      add(
          MAX_AGE,
          "P" + (age + YEAR_DAYS) + "D",
          "likely",
          "the records go back to " + days.first() + ", on " + days.size() + " different days");
    }
  }

  private static LocalDate day(String text) {
    if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}.*")) {
      try {
        return LocalDate.parse(text.substring(0, 10));
      } catch (java.time.DateTimeException e) {
        return null;
      }
    }
    return text.matches("[0-9]{10}|[0-9]{13}")
        ? Instant.ofEpochSecond(Long.parseLong(text.substring(0, 10)))
            .atZone(ZoneOffset.UTC)
            .toLocalDate()
        : null;
  }

  private void decimal(List<ScannedField> at) {
    int comma = at.stream().mapToInt(field -> field.count(ValueForm.DECIMAL_COMMA)).sum();
    int point = at.stream().mapToInt(field -> field.count(ValueForm.DECIMAL)).sum();
    if (comma > point) {
      add(
          DECIMAL,
          "comma",
          point == 0 ? "sure" : "likely",
          comma + " amounts have a decimal comma");
    }
  }

  /** Returns whether a text stands where there is no value, so that a setting may say so. */
  static boolean isWordForNone(String text) {
    return WORDS_FOR_NONE.contains(text.toLowerCase(Locale.ROOT));
  }

  private void nulls(List<FieldGuess> guesses) {
    Set<String> words = new TreeSet<>();
    for (FieldGuess guess : guesses) {
      for (ScannedField field : FieldPlaces.of(scan, guess)) {
        for (String text : field.values()) {
          String word = text.toLowerCase(Locale.ROOT);
          if (isWordForNone(word)) {
            words.add(word);
          }
        }
      }
    }
    if (!words.isEmpty()) {
      add(
          NULLS,
          SettingCatalog.NULLS.defaultText() + "," + String.join(",", words),
          "likely",
          "these words stand where there is no value: " + String.join(" ", words));
    }
  }
}
