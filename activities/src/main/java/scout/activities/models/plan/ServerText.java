package scout.activities.models.plan;

import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/** Statements with a model's text in them, put together on the server. */
final class ServerText {
  static final SqlFile SQL = SqlFile.load(ServerText.class, "/scout/schema/models/plan.sql");

  private ServerText() {}

  /** Runs a statement of the file with this text. */
  static void run(Handle handle, String statement, String text) {
    put(handle, "text", text);
    handle.execute(SQL.get(statement));
  }

  static void put(Handle handle, String name, String text) {
    handle.createQuery(SQL.get("put")).bind("name", name).bind("text", text).mapToMap().list();
  }

  /** Runs a statement that is put together from a model's text and Scout's own words. */
  static void execute(Handle handle, String statement) {
    run(handle, "run", statement);
  }
}
