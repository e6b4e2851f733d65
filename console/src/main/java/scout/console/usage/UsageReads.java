package scout.console.usage;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import scout.console.data.ConsoleDatabase;
import scout.schema.SqlFile;

/** Reads the views of usage. */
public final class UsageReads {
  /** The days that the page shows. */
  public static final int DAYS = 7;

  /** New files that are added up at once; beyond, the page waits for housekeeping to count them. */
  private static final int MOST_UNCOUNTED = 20_000;

  private static final SqlFile SQL = SqlFile.load(UsageReads.class, "/scout/console/usage.sql");

  /** A part of the page: its statement, its heading, the view behind it, and words for no rows. */
  private record Part(String statement, String title, String view, String empty) {}

  private static final String NO_FILES = "No file was uploaded in these days.";
  private static final List<Part> PARTS =
      List.of(
          new Part(
              "disk_growth",
              "Growth, and when the disk is full",
              "disk_growth",
              "Nothing is known yet."),
          new Part("days", "All devices by day", "usage_devices", NO_FILES),
          new Part("devices", "By device", "usage_devices", NO_FILES),
          new Part("tables", "By table and day", "usage_tables", "Nothing is counted yet."),
          new Part(
              "roles",
              "By role and day",
              "usage_roles",
              "Not known: the server does not load pg_stat_statements, or has counted only once."));

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
   */
  public record UsageTable(
      String name,
      String title,
      String view,
      String empty,
      List<String> columns,
      List<List<String>> rows) {
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
    return new UsageTable(part.statement(), part.title(), part.view(), part.empty(), columns, rows);
  }

  private static List<String> texts(ResultSet row, List<String> names) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    boolean first = names.isEmpty();
    List<String> texts = new ArrayList<>();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      if (first) {
        names.add(columns.getColumnLabel(column));
      }
      texts.add(row.getString(column));
    }
    return texts;
  }
}
