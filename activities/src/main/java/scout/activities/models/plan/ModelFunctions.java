package scout.activities.models.plan;

import java.util.Set;
import java.util.regex.Pattern;

/** Which of PostgreSQL's functions a model may call. */
final class ModelFunctions {
  /** They depend on the time zone, and on nothing else that a session could change. */
  private static final Set<String> OF_TIME_ZONE =
      Set.of(
          "array_to_string",
          "anytextcat",
          "textanycat",
          "concat",
          "concat_ws",
          "date",
          "date_part",
          "date_trunc",
          "extract",
          "format",
          "generate_series",
          "interval_pl_timestamptz",
          "json_agg",
          "json_build_array",
          "json_build_object",
          "json_object_agg",
          "jsonb_agg",
          "jsonb_agg_strict",
          "jsonb_build_array",
          "jsonb_build_object",
          "jsonb_object_agg",
          "make_timestamptz",
          "overlaps",
          "row_to_json",
          "time",
          "timestamp",
          "timestamptz",
          "timestamptz_mi_interval",
          "timestamptz_pl_interval",
          "timezone",
          "to_char",
          "to_date",
          "to_json",
          "to_jsonb",
          "to_number",
          "to_timestamp");

  private static final Pattern COMPARISON =
      Pattern.compile(
          "(date|timestamp|timestamptz)_(eq|ne|lt|le|gt|ge|cmp)_(date|timestamp|timestamptz)");

  private ModelFunctions() {}

  /**
   * Returns true if the function gives the same for the same rows, whenever and by whomever it is
   * called.
   *
   * @param builtin true if it is one of PostgreSQL's
   * @param volatility as in {@code pg_proc.provolatile}
   */
  static boolean allows(String name, boolean builtin, String volatility) {
    if (!builtin) {
      return false;
    }
    return volatility.equals("i")
        || volatility.equals("s")
            && (OF_TIME_ZONE.contains(name) || COMPARISON.matcher(name).matches());
  }
}
