package scout.activities.database;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Lets the statements of a handle find temporary tables under the names of Scout's. So the code
 * that writes tables can be tried on copies of them.
 */
public final class TableRedirect implements JdbiConfig<TableRedirect> {
  private Pattern names;

  /** Redirects nothing. */
  public TableRedirect() {}

  private TableRedirect(Pattern names) {
    this.names = names;
  }

  /**
   * From now on, statements of the handle that name one of the tables use the temporary table of
   * that name.
   *
   * @param tables without schema; those given before count no longer
   */
  public static void to(Handle handle, List<String> tables) {
    SqlStatements statements = handle.getConfig(SqlStatements.class);
    TableRedirect redirect = handle.getConfig(TableRedirect.class);
    if (redirect.names == null) {
      TemplateEngine engine = statements.getTemplateEngine();
      statements.setTemplateEngine(
          (sql, context) ->
              engine.render(context.getConfig(TableRedirect.class).redirected(sql), context));
    }
    redirect.names =
        Pattern.compile(
            tables.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "\\bscout\\.(\"?)(", ")\\1(?![a-z0-9_\"])")));
  }

  /** Returns a statement as the handle's connection should get it. */
  public String redirected(String sql) {
    return names == null ? sql : names.matcher(sql).replaceAll("pg_temp.$1$2$1");
  }

  @Override
  public TableRedirect createCopy() {
    return new TableRedirect(names);
  }
}
