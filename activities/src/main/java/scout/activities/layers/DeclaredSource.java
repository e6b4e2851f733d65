package scout.activities.layers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import scout.activities.fields.PayloadField;
import scout.models.ChildTable;
import scout.models.FieldDeclaration;
import scout.models.ShippedSource;
import scout.models.SourceDeclaration;
import scout.models.SourceParser;
import scout.schema.SqlFile;

/**
 * The declaration of the source by which silver is filled.
 *
 * @param number counts the declarations of a database; 0 if none was applied
 */
record DeclaredSource(long number, SourceDeclaration declaration) {
  /** What holds before any declaration is applied. */
  static final DeclaredSource SHIPPED = new DeclaredSource(0, ShippedSource.declaration());

  static final SqlFile SQL = SqlFile.load(DeclaredSource.class, "/scout/schema/layers/sources.sql");

  /** Few texts, which many batches ask for. */
  private static final Map<String, SourceDeclaration> READ = new ConcurrentHashMap<>();

  private static final int MOST_READ = 100;

  /** Returns the one in force, in the caller's transaction. */
  static DeclaredSource inForce(Handle handle) {
    return handle
        .createQuery(SQL.get("in_force"))
        .map(
            (row, context) ->
                new DeclaredSource(row.getLong("source_no"), read(row.getString("declared"))))
        .findOne()
        .orElse(SHIPPED);
  }

  private static SourceDeclaration read(String text) {
    if (READ.size() > MOST_READ) {
      READ.clear();
    }
    return READ.computeIfAbsent(text, each -> SourceParser.parse(ShippedSource.FILE, each));
  }

  /** Returns silver's own columns. */
  List<FieldDeclaration> ownFields() {
    return declaration.ownFields();
  }

  /** Returns the child tables. */
  List<ChildTable> tables() {
    return declaration.tables();
  }

  /** Returns true if silver has no column of its own and no child table. */
  boolean plain() {
    return number == 0 || ownFields().isEmpty() && tables().isEmpty();
  }

  /** Returns the declaration of a shipped field. */
  FieldDeclaration of(PayloadField field) {
    return declaration.field(field.column()).orElseThrow();
  }

  /**
   * Returns the settings with what is declared of the shipped fields. A path that a setting gives
   * counts more.
   */
  LayerSettings applied(LayerSettings settings) {
    if (number == 0) {
      return settings;
    }
    LayerSettings applied = settings.withPaths(settings.paths().declared(declaration));
    return of(PayloadField.TIMESTAMP).fallsBack()
        ? applied.withReadings(settings.readings().withTimeOfUpload())
        : applied;
  }

  /** Returns the names of silver's own columns, quoted. */
  List<String> ownColumns() {
    return ownFields().stream().map(field -> SqlLiteral.name(field.name())).toList();
  }
}
