package scout.activities.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import scout.models.FieldDeclaration;
import scout.models.RecordKey;
import scout.models.SqlName;
import scout.schema.SqlFile;

/** The parts of the statement that types records which give a record its key. */
final class KeySql {
  private static final SqlFile SQL =
      SqlFile.load(KeySql.class, "/scout/schema/layers/record_key.sql");
  private static final String BREAK = "\n         ";
  private static final String TOO_LONG = SilverReject.KEY_INVALID + " " + RecordKey.COLUMN;
  private static final String SOLD_AT = "transaction_timestamp";
  private static final String SOLD_ON = "transaction_date";

  private final RecordKey key;
  private final List<FieldDeclaration> own;

  KeySql(DeclaredSource source) {
    this.key = source.declaration().key();
    this.own = source.ownFields();
  }

  /** The key: null if the record has none. */
  String value() {
    return SQL.get(key.composed() ? "composed" : "usual");
  }

  /** The cases of a key that is none, or lacks a part that nothing else asks for. */
  String code() {
    if (!key.composed()) {
      return SQL.get("usual_code");
    }
    List<String> cases = new ArrayList<>();
    if (key.has(RecordKey.COLUMN)) {
      cases.add(SQL.get("usual_code"));
    }
    if (key.parts().stream().anyMatch(this::isOfSale)) {
      cases.add(SQL.get("absent_time"));
    }
    // what is wrong with the sale's time is told of that
    key.parts().stream()
        .filter(part -> !isOfSale(part))
        .forEach(part -> own(part).ifPresent(field -> cases.add(absent(field))));
    return String.join(BREAK, cases);
  }

  /** What the statement has more where the key is put together: its text, and no more otherwise. */
  String from() {
    if (!key.composed()) {
      return "";
    }
    String parts = key.parts().stream().map(this::text).collect(Collectors.joining(" || '|' || "));
    return "\n " + SQL.get("composed_from").replace("{parts}", parts);
  }

  /** The case of a text that is too long. */
  String tooLong() {
    return key.composed() ? BREAK + SQL.get("too_long") : "";
  }

  /** What is wrong with a record's declared fields, or with the text. */
  String problem() {
    return key.composed()
        ? SQL.get("too_long_problem").replace("{problem}", SqlLiteral.text(TOO_LONG))
        : "p.problem";
  }

  /** The problem of a text that is too long, and its sentence; empty if the key isn't composed. */
  static Optional<List<String>> sentence(RecordKey key) {
    RecordKey named = new RecordKey(key.parts().stream().map(ColumnTypes::field).toList());
    return key.composed()
        ? Optional.of(
            List.of(TOO_LONG, "the key, which joins " + named.words() + ", is over 200 bytes"))
        : Optional.empty();
  }

  private String absent(FieldDeclaration field) {
    String rejected = new FieldSql(field, own, true).rejected();
    return SQL.get(rejected.isEmpty() ? "absent_part" : "absent_own_part")
        .replace("{part}", column(field))
        .replace("{rejected}", rejected);
  }

  private String text(String part) {
    return own(part)
        .map(field -> SQL.get(form(field)).replace("{value}", value(field)))
        .orElseGet(() -> SQL.get(form(part)).replace("{value}", SQL.get("shipped_" + part)));
  }

  private String value(FieldDeclaration field) {
    return isOfSale(field.name())
        ? "CASE WHEN t.timestamp IS NOT NULL THEN " + column(field) + " END"
        : column(field);
  }

  private static String column(FieldDeclaration field) {
    return "o." + SqlName.quote(field.name());
  }

  private static String form(String shipped) {
    return switch (shipped) {
      case SOLD_AT -> "part_of_time";
      case SOLD_ON -> "part_of_day";
      default -> "part_of_text";
    };
  }

  private static String form(FieldDeclaration field) {
    return switch (field.type().kind()) {
      case KEY, TEXT, WORD, CURRENCY -> "part_of_text";
      case INTEGER, BOOLEAN -> "part_of_number";
      case DATE -> "part_of_day";
      case TIME -> "part_of_time";
      case DECIMAL, JSON ->
          throw new IllegalArgumentException(field.name() + " can't be a part of a key");
    };
  }

  /** The sale's time or day, which may be that of the upload. */
  private boolean isOfSale(String part) {
    return part.equals(SOLD_AT)
        || part.equals(SOLD_ON)
        || own(part).flatMap(FieldDeclaration::of).filter(SOLD_AT::equals).isPresent();
  }

  private Optional<FieldDeclaration> own(String part) {
    return ColumnTypes.of(own, part);
  }
}
