package scout.activities.models;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import scout.activities.database.Heartbeat;
import scout.activities.database.TableRedirect;
import scout.models.ModelDeclaration;
import scout.models.ModelSql;
import scout.workflows.rebuild.TableChange;

/** Computes what is due of one model, and writes what differs, in the caller's transaction. */
final class ModelRun {
  private static final Duration OF_SLICES = Duration.ofMinutes(1);
  private static final Duration OF_ALL = Duration.ofMinutes(10);

  /** What Scout ships is known to end. */
  private static final Duration NO_LIMIT = Duration.ZERO;

  /** Fewer slices than that are never worth a look at how many there are. */
  private static final int FEW = 64;

  private final Handle handle;
  private final ModelSettings settings;
  private final Heartbeat heartbeat;
  private final Duration limitOfSlices;
  private final Duration limitOfAll;

  ModelRun(Handle handle, ModelSettings settings, Heartbeat heartbeat) {
    this(handle, settings, heartbeat, OF_SLICES, OF_ALL);
  }

  /**
   * @param limitOfSlices how long some slices may take
   * @param limitOfAll how long all of it may
   */
  ModelRun(
      Handle handle,
      ModelSettings settings,
      Heartbeat heartbeat,
      Duration limitOfSlices,
      Duration limitOfAll) {
    this.handle = handle;
    this.settings = settings;
    this.heartbeat = heartbeat;
    this.limitOfSlices = limitOfSlices;
    this.limitOfAll = limitOfAll;
  }

  /**
   * @param due not empty
   * @param first true to give the first changes too
   * @throws ModelFailure if the model causes it; the caller rolls back
   */
  TableChange write(ModelInForce model, ModelQueue.Due due, boolean first) {
    ModelSql sql = new ModelSql(model.model());
    ModelDeclaration declared = model.model().declaration();
    boolean all =
        declared.slice().isEmpty() || due.ofAll() || !model.built() || muchDue(sql, due.slices());
    return execute(
        declared.table(),
        all
            ? sql.writeAll(model.readers(), first)
            : sql.writeDue(model.inputColumns(), model.readers(), first),
        all,
        model.shipped() ? NO_LIMIT : limit(all));
  }

  /**
   * Runs one of a model's statements, with the settings that all of them need.
   *
   * @param all true if it computes all of the model, not some slices
   * @throws ModelFailure if the model causes it; the caller rolls back
   */
  TableChange execute(String table, String statement, boolean all) {
    return execute(table, statement, all, limit(all));
  }

  private TableChange execute(String table, String statement, boolean all, Duration limit) {
    settings.begin(limit, !all);
    return run(table, statement, all, limit);
  }

  private Duration limit(boolean all) {
    return all ? limitOfAll : limitOfSlices;
  }

  /** From a quarter of the slices on, one pass is cheaper. Looks no further than it must. */
  private boolean muchDue(ModelSql sql, long slices) {
    return slices >= FEW
        && handle.createQuery(sql.countSlices()).bind("most", 4 * slices).mapTo(long.class).one()
            < 4 * slices;
  }

  private TableChange run(String table, String statementText, boolean all, Duration limit) {
    String text = handle.getConfig(TableRedirect.class).redirected(statementText);
    try (Statement statement = statement(text, all)) {
      try (ResultSet row =
          statement instanceof PreparedStatement prepared
              ? prepared.executeQuery()
              : statement.executeQuery(text)) {
        row.next();
        if (row.getBoolean("twice")) {
          throw ModelFailure.ofGrain();
        }
        return new TableChange(
            table,
            row.getLong("inserted"),
            row.getLong("updated"),
            row.getLong("deleted"),
            ModelJson.changes(row.getString("first")));
      }
    } catch (SQLException e) {
      heartbeat.stopIfEnded();
      if (ModelFailure.isOfTheModel(e)) {
        throw ModelFailure.of(e, limit);
      }
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /**
   * Planning takes longer than a small change, so a session does it once for the statement of
   * slices, whose plan is forced. That of all rows may be another once a table has grown. The
   * driver would take a question mark for a parameter, so a text that has one is run as it is.
   */
  private Statement statement(String text, boolean all) throws SQLException {
    if (!all && text.indexOf('?') < 0) {
      return handle.getConnection().prepareStatement(text);
    }
    Statement statement = handle.getConnection().createStatement();
    statement.setEscapeProcessing(false);
    return statement;
  }
}
