package scout.activities.layers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import scout.settings.SettingException;
import scout.settings.Settings;

/**
 * How values are read where devices differ.
 *
 * @param nulls the words that are no values, in small letters
 * @param decimalComma true if a comma may part the decimals of an amount in every file; in a file
 *     whose columns are parted by semicolons it always may
 * @param maxAge how long before its upload a sale may have been made
 * @param timeOfUpload true if a record without time takes that of its upload
 */
public record ValueReadings(
    Set<String> nulls, boolean decimalComma, Duration maxAge, boolean timeOfUpload) {
  /** The version of the rules themselves: another one makes silver anew, as a setting does. */
  public static final int RULES = 1;

  /** The names of the settings. */
  public static final String NULLS = "SCOUT_NULLS";

  /** {@code point} or {@code comma}. */
  public static final String DECIMAL = "SCOUT_DECIMAL";

  /** A duration. */
  public static final String MAX_AGE = "SCOUT_MAX_AGE";

  /** {@code none} or {@code uploaded_at}. */
  public static final String TIME_FALLBACK = "SCOUT_TIME_FALLBACK";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USUAL_NULLS = "null,none,nan,n/a,\\N";
  private static final Duration USUAL_AGE = Duration.ofDays(3652);

  public ValueReadings {
    Set<String> small = new TreeSet<>();
    nulls.forEach(word -> small.add(word.strip().toLowerCase(Locale.ROOT)));
    if (small.contains("")) {
      throw new SettingException(
          NULLS, "has an empty word; give words parted by commas like null,none, or - for none");
    }
    nulls = Collections.unmodifiableSet(small);
    if (maxAge.isNegative() || maxAge.isZero() || maxAge.toDays() > 100_000) {
      throw new SettingException(
          MAX_AGE, "'" + maxAge + "' is not a length of time like P3652D, at most P100000D");
    }
  }

  /** What holds where nothing is set. */
  public static ValueReadings defaults() {
    return from(new Settings(Map.of()));
  }

  /**
   * Reads the four settings.
   *
   * @throws SettingException if one can't be used
   */
  public static ValueReadings from(Settings settings) {
    String nulls = settings.text(NULLS, USUAL_NULLS);
    return new ValueReadings(
        nulls.equals("-") ? Set.of() : new LinkedHashSet<>(List.of(nulls.split(",", -1))),
        oneOf(settings, DECIMAL, "point", "comma"),
        settings.duration(MAX_AGE, USUAL_AGE),
        oneOf(settings, TIME_FALLBACK, "none", "uploaded_at"));
  }

  /** Returns them as JSON, the version of the rules included: what silver was built with. */
  String toJson() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("rules", RULES);
    members.put("nulls", nulls);
    members.put("decimal", decimalComma ? "comma" : "point");
    members.put("max_age", maxAge.toString());
    members.put("time_fallback", timeOfUpload ? "uploaded_at" : "none");
    try {
      return JSON.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts can always be written as JSON", e);
    }
  }

  /** True for the second word, false for the first or nothing. */
  private static boolean oneOf(Settings settings, String name, String first, String second) {
    String word = settings.text(name, first);
    if (!Arrays.asList(first, second).contains(word)) {
      throw new SettingException(name, "'" + word + "' is neither " + first + " nor " + second);
    }
    return word.equals(second);
  }
}
