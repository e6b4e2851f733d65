package scout.console.usage;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import scout.console.data.ConsoleDatabase;
import scout.console.web.Words;
import scout.schema.SqlFile;

/** Reads the views of usage. */
public final class UsageReads {
  /** The days that the page shows. */
  public static final int DAYS = 7;

  /** New files that are added up at once; beyond, the page waits for housekeeping to count them. */
  private static final int MOST_UNCOUNTED = 20_000;

  private static final SqlFile SQL = SqlFile.load(UsageReads.class, "/scout/console/usage.sql");

  /**
   * A part of the page.
   *
   * @param view the view behind it
   * @param empty what is said if there are no rows
   * @param lacking what is said if a value is not known
   */
  private record Part(String statement, String title, String view, String empty, String lacking) {}

  private static final Set<String> SIZES = Set.of("size", "growth a day", "may use", "growth");
  private static final Set<String> LENGTHS = Set.of("sale to upload", "upload to gold");
  private static final String NO_FILES = "No file was uploaded in these days.";
  private static final String NOT_TIMED = "How long files took is known a day after they came.";
  private static final List<Part> PARTS =
      List.of(
          new Part(
              "disk_growth",
              "Growth, and when the disk is full",
              "disk_growth",
              "Nothing is known yet.",
              "Growth is known from the second day on; when the disk is full, where"
                  + " SCOUT_DB_DISK_GIB says how much the database may use."),
          new Part("days", "All devices by day", "usage_devices", NO_FILES, NOT_TIMED),
          new Part("devices", "By device", "usage_devices", NO_FILES, NOT_TIMED),
          new Part(
              "tables",
              "By table and day",
              "usage_tables",
              "Nothing is counted yet.",
              "Rows and growth are the difference to the day before: known from the second day on."),
          new Part(
              "roles",
              "By role and day",
              "usage_roles",
              "Not known: the server does not load pg_stat_statements, or has counted only once.",
              ""));

  /** How many files were counted, and how many not. */
  public record UncountedFiles(long after, long files) {
    /** True if there are too many to add them up while somebody waits. */
    public boolean tooMany() {
      return files > MOST_UNCOUNTED;
    }
  }

  /**
   * A part of the page.
   *
   * @param empty what is said if there are no rows
   * @param rows texts; null is NULL
   * @param note why values are lacking; blank if none is
   */
  public record UsageTable(
      String name,
      String title,
      String view,
      String empty,
      List<String> columns,
      List<List<String>> rows,
      String note) {
    private static final Set<String> NAMES = Set.of("device", "table", "role", "day", "full on");

    /** True if a column holds numbers, which stand on the right. */
    public boolean isNumber(int column) {
      return !NAMES.contains(columns.get(column));
    }
  }

  /** What the page shows. */
  public record UsagePage(UncountedFiles uncounted, List<UsageTable> tables) {}

  private final ConsoleDatabase database;

  /** Reads from this database. */
  public UsageReads(ConsoleDatabase database) {
    this.database = database;
  }

  /** All of it. */
  public UsagePage page() {
    return database.read(
        handle -> {
          UncountedFiles uncounted =
              ConsoleDatabase.rows(
                      handle,
                      SQL,
                      "uncounted",
                      Map.of("most", MOST_UNCOUNTED + 1),
                      UncountedFiles.class)
                  .get(0);
          long after = uncounted.tooMany() ? Long.MAX_VALUE : uncounted.after();
          return new UsagePage(
              uncounted, PARTS.stream().map(part -> table(handle, part, after)).toList());
        });
  }

  private static UsageTable table(Handle handle, Part part, long after) {
    List<String> columns = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    var query = handle.createQuery(SQL.get(part.statement()));
    String text = SQL.get(part.statement());
    if (text.contains(":days")) {
      query.bind("days", DAYS);
    }
    if (text.contains(":after")) {
      query.bind("after", after);
    }
    query.map((row, context) -> texts(row, columns)).forEach(rows::add);
    boolean lacking = rows.stream().anyMatch(row -> row.contains(null));
    return new UsageTable(
        part.statement(),
        part.title(),
        part.view(),
        part.empty(),
        columns,
        rows,
        lacking ? part.lacking() : "");
  }

  private static List<String> texts(ResultSet row, List<String> names) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    boolean first = names.isEmpty();
    List<String> texts = new ArrayList<>();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      if (first) {
        names.add(columns.getColumnLabel(column));
      }
      texts.add(text(row, column, names.get(column - 1)));
    }
    return texts;
  }

  private static String text(ResultSet row, int column, String name) throws SQLException {
    if (UsageTable.NAMES.contains(name)) {
      return row.getString(column);
    }
    BigDecimal number = row.getBigDecimal(column);
    if (number == null) {
      return null;
    }
    if (SIZES.contains(name)) {
      return Words.bytes(number.longValue());
    }
    return LENGTHS.contains(name)
        ? Words.length(Duration.ofSeconds(number.longValue()))
        : Words.number(number);
  }
}
