package scout.activities.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import scout.activities.fields.PayloadField;
import scout.activities.losses.JudgedField;
import scout.models.ChildTable;
import scout.models.FieldDeclaration;
import scout.models.FieldPath;
import scout.models.ShippedSource;
import scout.models.SourceDeclaration;
import scout.models.SourceParser;
import scout.models.SqlName;
import scout.schema.SqlFile;

/**
 * The declaration of the source by which silver is filled.
 *
 * @param number counts the declarations of a database; 0 if none was applied
 * @param filled false while silver's older rows are being filled by it
 */
record DeclaredSource(long number, SourceDeclaration declaration, boolean filled) {
  /** What holds before any declaration is applied. */
  static final DeclaredSource SHIPPED = new DeclaredSource(0, ShippedSource.declaration(), true);

  static final SqlFile SQL = SqlFile.load(DeclaredSource.class, "/scout/schema/layers/sources.sql");

  /** Few texts, which many batches ask for. */
  private static final FewKept<String, SourceDeclaration> READ =
      new FewKept<>(text -> SourceParser.parse(ShippedSource.FILE, text));

  /** Returns the one in force, in the caller's transaction. */
  static DeclaredSource inForce(Handle handle) {
    return handle
        .createQuery(SQL.get("by_which_silver_is_filled"))
        .map(
            (row, context) ->
                new DeclaredSource(
                    row.getLong("source_no"),
                    read(
                        row.getString("declared"),
                        row.getString("kept"),
                        Set.of((String[]) row.getArray("beside").getArray())),
                    row.getBoolean("filled")))
        .findOne()
        .orElse(SHIPPED);
  }

  private static SourceDeclaration read(String declared, String kept, Set<String> beside) {
    SourceDeclaration wanted = read(declared);
    return kept == null ? wanted : new ColumnTypes(beside).both(wanted, read(kept));
  }

  /** Reads a declaration that was applied. */
  static SourceDeclaration read(String declared) {
    return READ.of(declared);
  }

  /** Returns silver's own columns. */
  List<FieldDeclaration> ownFields() {
    return declaration.ownFields();
  }

  /** Returns the child tables. */
  List<ChildTable> tables() {
    return declaration.tables();
  }

  /** Returns true if silver has no column of its own, no child table and the usual key. */
  boolean plain() {
    return number == 0
        || ownFields().isEmpty() && tables().isEmpty() && !declaration.key().composed();
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
    ValueReadings readings = settings.readings().withKey(declaration.keyReadings());
    return settings
        .withPaths(settings.paths().declared(declaration))
        .withReadings(
            of(PayloadField.TIMESTAMP).fallsBack() ? readings.withTimeOfUpload() : readings);
  }

  /** Returns the declared fields that a device may stop sending, as the ledger counts them. */
  List<JudgedField> judged() {
    List<JudgedField> judged = new ArrayList<>();
    ownFields().stream()
        .filter(field -> field.of().isEmpty())
        .forEach(field -> judged.add(new JudgedField(field.name(), texts(field.from()), filled)));
    for (ChildTable table : tables()) {
      List<String> list = texts(List.of(table.each()));
      table
          .fields()
          .forEach(
              field ->
                  judged.add(new JudgedField(table.name() + "." + field.name(), list, filled)));
    }
    return judged;
  }

  private static List<String> texts(List<FieldPath> paths) {
    return paths.stream().map(FieldPath::text).toList();
  }

  /** Returns the names of silver's own columns, quoted. */
  List<String> ownColumns() {
    return ownFields().stream().map(field -> SqlName.quote(field.name())).toList();
  }
}
