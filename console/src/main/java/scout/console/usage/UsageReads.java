package scout.console.usage;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import scout.console.data.ConsoleDatabase;

/** Reads the views of usage, those that this database has. */
public final class UsageReads {
  private static final int MOST_ROWS = 100;

  /** The views, with the heading of each. */
  private static final List<List<String>> VIEWS =
      List.of(
          List.of("disk_growth", "Growth, and when the disk is full"),
          List.of("usage_devices", "By device and day"),
          List.of("usage_tables", "By table and day"),
          List.of("usage_roles", "By role"));

  /**
   * What a view holds.
   *
   * @param there false if the schema lacks it
   * @param rows texts; null is NULL
   */
  public record UsageView(
      String name, String title, boolean there, List<String> columns, List<List<String>> rows) {}

  private final ConsoleDatabase database;

  /** Reads from this database. */
  public UsageReads(ConsoleDatabase database) {
    this.database = database;
  }

  /** All of them. */
  public List<UsageView> views() {
    return database.read(
        handle -> VIEWS.stream().map(view -> view(handle, view.get(0), view.get(1))).toList());
  }

  private static UsageView view(Handle handle, String name, String title) {
    boolean there =
        handle
            .createQuery("SELECT to_regclass('scout.' || :name) IS NOT NULL")
            .bind("name", name)
            .mapTo(boolean.class)
            .one();
    List<String> columns = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    if (there) {
      handle
          .createQuery("SELECT * FROM scout." + name + " LIMIT " + MOST_ROWS)
          .map((row, context) -> texts(row, columns))
          .forEach(rows::add);
    }
    return new UsageView(name, title, there, columns, rows);
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
