package scout.cli.commands;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import scout.cli.terminal.AnswerRow;
import scout.schema.SqlFile;
import scout.schema.connections.LoginProperties;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.SettingCatalog;

/** The commands' queries to the database, on one connection as {@code scout_watch}. */
final class ReadSide implements AutoCloseable {
  private static final SqlFile SQL = SqlFile.load(ReadSide.class, "/scout/cli/reads.sql");

  private final Handle handle;

  private ReadSide(Handle handle) {
    this.handle = handle;
  }

  /** Logs in; throws a Jdbi ConnectionException if the database can't be reached. */
  static ReadSide open(TargetStack stack) {
    DatabaseSettings watch =
        DatabaseSettings.of(DatabaseRole.WATCH, stack.settingsWith(SettingCatalog.DB_URL));
    Properties login = LoginProperties.unwatched(watch);
    login.setProperty("ApplicationName", "scout-client");
    return new ReadSide(Jdbi.open(watch.url(), login));
  }

  /** As above, in a transaction that sees the database's present state until it is closed. */
  static ReadSide snapshot(TargetStack stack) {
    ReadSide opened = open(stack);
    opened.handle.setReadOnly(true);
    opened.handle.setTransactionIsolationLevel(TransactionIsolationLevel.REPEATABLE_READ);
    opened.handle.begin();
    return opened;
  }

  /**
   * The rows of a statement in {@code reads.sql}, columns in their order.
   *
   * @param parameters by name; null values are SQL NULLs of type text
   */
  List<AnswerRow> rows(String statement, Map<String, ?> parameters) {
    return handle.createQuery(SQL.get(statement)).bindMap(parameters).map(AnswerRow.MAPPER).list();
  }

  /** The time of the database's clock. */
  OffsetDateTime now() {
    return handle.createQuery(SQL.get("now")).mapTo(OffsetDateTime.class).one();
  }

  /** The connection, for callers with their own statements. */
  Handle handle() {
    return handle;
  }

  @Override
  public void close() {
    if (handle.isInTransaction()) {
      handle.rollback();
    }
    handle.close();
  }
}
