package scout.models;

/** Writes names into SQL, whatever characters they hold. */
public final class SqlName {
  private SqlName() {}

  /** A column's or table's name as an identifier. */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A table of Scout's schema. */
  public static String table(String name) {
    return "scout." + quote(name);
  }
}
