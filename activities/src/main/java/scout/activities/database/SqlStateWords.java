package scout.activities.database;

import java.util.Map;

/**
 * Describes a SQLSTATE in Scout's own words. The server's messages may hold values of records,
 * which must not reach an alert or a history.
 */
public final class SqlStateWords {
  private static final String UNKNOWN = "the database refused it";

  private static final Map<String, String> OF_STATE =
      Map.ofEntries(
          Map.entry("21000", "a subquery gives more than one row"),
          Map.entry("22003", "a number is out of range"),
          Map.entry("22007", "a text is no date or time"),
          Map.entry("22008", "a date or time is out of range"),
          Map.entry("22012", "division by zero"),
          Map.entry("22023", "a function was given what it doesn't take"),
          Map.entry("22P02", "a text doesn't have the form of the type that it is cast to"),
          Map.entry("25006", "it may only read"),
          Map.entry("42501", "it may not do or read that"),
          Map.entry("42601", "its SQL has a syntax error"),
          Map.entry("42702", "a column's name is ambiguous"),
          Map.entry("42703", "a column that it names is not there"),
          Map.entry("42804", "types don't fit together"),
          Map.entry("42883", "a function or operator that it names is not there"),
          Map.entry("42P01", "a table or view that it names is not there"),
          Map.entry("42P11", "it is not a query"),
          Map.entry("53100", "the database's disk is full"),
          Map.entry("53200", "the database ran out of memory"));

  private static final Map<String, String> OF_CLASS =
      Map.ofEntries(
          Map.entry("0A", "it uses what the database can't do"),
          Map.entry("21", "a part of it gives too many rows"),
          Map.entry("22", "a value is not as an expression needs it"),
          Map.entry("23", "it would break a constraint"),
          Map.entry("25", "it may not do that within a transaction"),
          Map.entry("2F", "a function did what it may not"),
          Map.entry("34", "a cursor that it names is not there"),
          Map.entry("3F", "a schema that it names is not there"),
          Map.entry("40", "it got into the way of another transaction"),
          Map.entry("42", "its SQL is wrong, or it may not do that"),
          Map.entry("53", "the database lacks memory, disk or connections"),
          Map.entry("54", "it is larger or deeper than the database takes"),
          Map.entry("55", "something that it needs is in use"),
          Map.entry("P0", "a function that it calls has raised an error"),
          Map.entry("XX", "the database met an error of its own, or damaged data"));

  private SqlStateWords() {}

  /** Returns the description of the state, or else of its class. */
  public static String of(String state) {
    String words = OF_STATE.get(state);
    return words != null
        ? words
        : OF_CLASS.getOrDefault(state.substring(0, Math.min(2, state.length())), UNKNOWN);
  }
}
