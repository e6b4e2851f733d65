package scout.activities.layers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import scout.models.ChildTable;
import scout.models.FieldDeclaration;
import scout.models.RecordKey;
import scout.models.SourceDeclaration;

/**
 * Fields that get another type. Until silver is full, both columns are filled: the old one, which
 * everybody reads, as it was declared, and the new one beside it, under the field's name with an
 * ending. What people are told names the field.
 */
final class ColumnTypes {
  private static final String NEXT = "__next";

  private final Set<String> beside;

  /**
   * @param beside the columns that are filled beside others, with their tables
   */
  ColumnTypes(Set<String> beside) {
    this.beside = Set.copyOf(beside);
  }

  /** Returns the name of the column beside the field's. */
  static String next(String field) {
    return field + NEXT;
  }

  /** Returns true if a column is filled beside another. */
  static boolean isBeside(String column) {
    return column.endsWith(NEXT);
  }

  /** Returns the name of a column's field. */
  static String field(String column) {
    return isBeside(column) ? column.substring(0, column.length() - NEXT.length()) : column;
  }

  /** Returns the fields without those whose old values are kept. */
  static List<FieldDeclaration> lasting(List<FieldDeclaration> fields) {
    Set<String> changing = changing(fields);
    return fields.stream().filter(field -> !changing.contains(field.name())).toList();
  }

  /** Returns the names of the fields that get another type. */
  static Set<String> changing(List<FieldDeclaration> fields) {
    Set<String> changing = new LinkedHashSet<>();
    for (FieldDeclaration field : fields) {
      if (isBeside(field.name())) {
        changing.add(field(field.name()));
      }
    }
    return changing;
  }

  /**
   * Returns what is filled while types change.
   *
   * @param wanted what holds then
   * @param kept what declares the old values
   */
  SourceDeclaration both(SourceDeclaration wanted, SourceDeclaration kept) {
    List<ChildTable> tables = new ArrayList<>();
    for (ChildTable table : wanted.tables()) {
      List<FieldDeclaration> before =
          kept.table(table.name()).map(ChildTable::fields).orElse(List.of());
      tables.add(
          new ChildTable(
              table.name(),
              table.each(),
              both(table.name(), table.fields(), before),
              table.line()));
    }
    List<FieldDeclaration> fields = both(wanted.silver(), wanted.fields(), kept.fields());
    Set<String> changing = changing(fields);
    return new SourceDeclaration(
        wanted.source(),
        wanted.about(),
        wanted.silver(),
        new RecordKey(
            wanted.key().parts().stream()
                .map(part -> changing.contains(part) ? next(part) : part)
                .toList()),
        wanted.slices(),
        wanted.records(),
        fields,
        tables);
  }

  private List<FieldDeclaration> both(
      String table, List<FieldDeclaration> wanted, List<FieldDeclaration> kept) {
    List<FieldDeclaration> fields = new ArrayList<>();
    Set<String> changing = new LinkedHashSet<>();
    for (FieldDeclaration field : wanted) {
      Optional<FieldDeclaration> before = of(kept, field.name());
      if (before.isPresent() && beside.contains(table + "." + next(field.name()))) {
        changing.add(field.name());
        fields.add(old(before.get()));
      }
    }
    for (FieldDeclaration field : wanted) {
      fields.add(
          named(
              field,
              changing.contains(field.name()) ? next(field.name()) : field.name(),
              field.of().map(time -> changing.contains(time) ? next(time) : time)));
    }
    return fields;
  }

  /** Returns the field of this name. */
  static Optional<FieldDeclaration> of(List<FieldDeclaration> fields, String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** A value that doesn't fit the old type is no reason to reject a record any more. */
  private static FieldDeclaration old(FieldDeclaration field) {
    return new FieldDeclaration(
        field.name(),
        field.type(),
        field.from(),
        field.decimalForm(),
        field.timeForms(),
        true,
        field.oneOf(),
        field.byDefault(),
        false,
        field.of(),
        field.fallsBack(),
        field.line());
  }

  private static FieldDeclaration named(FieldDeclaration field, String name, Optional<String> of) {
    return new FieldDeclaration(
        name,
        field.type(),
        field.from(),
        field.decimalForm(),
        field.timeForms(),
        field.nullIfUnfit(),
        field.oneOf(),
        field.byDefault(),
        field.required(),
        of,
        field.fallsBack(),
        field.line());
  }
}
