package scout.activities.layers;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import scout.schema.StoredJson;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * How values are read where devices differ.
 *
 * @param nulls the words that mean null, in lower case
 * @param decimalComma true if an amount may have a decimal comma in every file; a file with
 *     semicolons as delimiter always may
 * @param maxAge how long before its upload a sale may have been made
 * @param timeOfUpload true if a record without time takes its upload's time
 * @param currency the currency of a record without one; null for none
 * @param key how each part of a key is read that is put together; empty if {@code transaction_id}
 *     alone tells records apart
 */
public record ValueReadings(
    Set<String> nulls,
    boolean decimalComma,
    Duration maxAge,
    boolean timeOfUpload,
    String currency,
    List<List<String>> key) {
  /**
   * The version of these rules. Like a changed setting, a new version needs a rebuild of silver.
   */
  public static final int RULES = 1;

  public ValueReadings {
    Set<String> small = new TreeSet<>();
    nulls.forEach(word -> small.add(word.strip().toLowerCase(Locale.ROOT)));
    nulls = Collections.unmodifiableSet(small);
    key = List.copyOf(key);
  }

  /** Returns these, where a record without time takes its upload's time. */
  ValueReadings withTimeOfUpload() {
    return new ValueReadings(nulls, decimalComma, maxAge, true, currency, key);
  }

  /** Returns these, where records are told apart by other fields. */
  ValueReadings withKey(List<List<String>> other) {
    return new ValueReadings(nulls, decimalComma, maxAge, timeOfUpload, currency, other);
  }

  /** Returns the defaults. */
  public static ValueReadings defaults() {
    return from(new Settings(Map.of()));
  }

  /**
   * Reads the five settings.
   *
   * @throws SettingException if one can't be used
   */
  public static ValueReadings from(Settings settings) {
    return new ValueReadings(
        Set.copyOf(settings.get(SettingCatalog.NULLS)),
        settings.get(SettingCatalog.DECIMAL).equals("comma"),
        settings.get(SettingCatalog.MAX_AGE),
        settings.get(SettingCatalog.TIME_FALLBACK).equals("uploaded_at"),
        settings.find(SettingCatalog.DEFAULT_CURRENCY).orElse(null),
        List.of());
  }

  /** Returns them as JSON with the version of the rules, to record what silver was built with. */
  String toJson() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("rules", RULES);
    members.put("nulls", nulls);
    members.put("decimal", decimalComma ? "comma" : "point");
    members.put("max_age", maxAge.toString());
    members.put("time_fallback", timeOfUpload ? "uploaded_at" : "none");
    if (currency != null) {
      members.put("currency", currency);
    }
    if (!key.isEmpty()) {
      members.put("key", key);
    }
    return StoredJson.write(members);
  }
}
