package scout.activities.models;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import scout.activities.database.SqlStateWords;

/** Why a model could not be computed, in words that hold no value of a row. */
final class ModelFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String CANCELED = "57014";
  private static final String GRAIN = "its SELECT gives more than one row for the same grain";

  /**
   * The SQLSTATE classes that a model's text or its rows can cause: a form that isn't supported,
   * cardinality, data, constraint, function, access or syntax, limit, an error raised, one of the
   * server's own; and a configured limit. All others are outages.
   */
  private static final Set<String> OF_THE_MODEL =
      Set.of("0A", "21", "22", "23", "2F", "42", "54", "P0", "XX");

  private static final String LIMIT = "53400";

  private final boolean tooLong;

  private ModelFailure(String message, boolean tooLong) {
    super(message);
    this.tooLong = tooLong;
  }

  static ModelFailure ofGrain() {
    return new ModelFailure(GRAIN, false);
  }

  static ModelFailure ofCheck(String check, String message) {
    return new ModelFailure("its check " + check + " did not pass: " + message, false);
  }

  /** Returns true if the model causes the failure, so that others can go on. */
  static boolean isOfTheModel(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (OF_THE_MODEL.contains(state.substring(0, 2))
            || state.equals(CANCELED)
            || state.equals(LIMIT));
  }

  /**
   * @param e {@linkplain #isOfTheModel of the model}
   * @param limit that its statement had
   */
  static ModelFailure of(SQLException e, Duration limit) {
    String state = e.getSQLState();
    if (state.equals(CANCELED)) {
      return new ModelFailure("it took longer than " + limit.toSeconds() + " s", true);
    }
    if (state.equals("23505")) {
      return ofGrain();
    }
    if (state.equals("23502")) {
      return new ModelFailure("a column of its slice is null in a row", false);
    }
    return new ModelFailure(SqlStateWords.of(state) + " (SQLSTATE " + state + ")", false);
  }

  /** It took too long; it would take as long with the next refresh. */
  boolean tooLong() {
    return tooLong;
  }
}
