package scout.activities.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;
import scout.schema.SqlFile;

/**
 * Builds the statement that types records, for the configured paths. Paths are parameters, never
 * part of the text. {@code :store_id_1} is a path's keys, {@code :store_id_1_name} the path as one
 * name, {@code :store_id_folded} the field's folded names.
 */
final class TypingSql {
  private static final SqlFile SILVER = sql("silver_edge_transactions");
  private static final SqlFile TYPING = sql("typing");

  private static final Pattern PLACE = Pattern.compile("\\{declared_(\\w+)\\}");

  private static final FewKept<Asked, String> STATEMENTS =
      new FewKept<>(asked -> new TypingSql(asked.paths(), asked.source()).fill(asked.records()));

  private final FieldPaths paths;
  private final DeclaredSource source;
  private final KeySql key;

  TypingSql(FieldPaths paths, DeclaredSource source) {
    this.paths = paths;
    this.source = source;
    this.key = new KeySql(source);
  }

  private static SqlFile sql(String name) {
    return SqlFile.load(TypingSql.class, "/scout/schema/layers/" + name + ".sql");
  }

  /** Returns the statement for a table that has bronze's columns. */
  String statement(String records) {
    return STATEMENTS.of(new Asked(paths, source, records));
  }

  /** What a statement is made of. */
  private record Asked(FieldPaths paths, DeclaredSource source, String records) {}

  private String fill(String records) {
    String shipped =
        SILVER
            .get("type")
            .replace("{source}", records)
            .replace("{key}", key.value())
            .replace("{key_code}", key.code())
            .replace("{found}", each(",\n              ", this::found))
            .replace("{read}", each(",\n              ", this::read));
    return declared(shipped, declared());
  }

  /** Fills in parts that a declaration gives, at once, so that none is taken for a place. */
  static String declared(String statement, Map<String, String> parts) {
    return PLACE
        .matcher(statement)
        .replaceAll(place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), "")));
  }

  /** What the statement has more for silver's own columns. */
  private Map<String, String> declared() {
    if (source.plain()) {
      return Map.of();
    }
    DeclaredFieldsSql own = new DeclaredFieldsSql(source.ownFields(), "");
    String columns =
        source.ownColumns().stream()
            .map(name -> ",\n       o." + name)
            .collect(Collectors.joining());
    return Map.of(
        "found", ",\n              " + own.found(),
        "read", ",\n              " + own.read(),
        "typed",
            "\n CROSS JOIN LATERAL (\n       SELECT "
                + (columns.isEmpty() ? "NULL AS own" : own.values())
                + "\n       OFFSET 0) o\n CROSS JOIN LATERAL (\n       SELECT "
                + own.problem()
                + " AS problem,\n              "
                + own.unfit()
                + " AS unfit\n       OFFSET 0) p"
                + key.from(),
        "code",
            key.tooLong()
                + "\n         WHEN p.problem IS NOT NULL THEN split_part(p.problem, ' ', 1)",
        "values", columns + ",\n       " + key.problem() + ", p.unfit");
  }

  private static String each(String separator, Function<PayloadField, String> part) {
    return Arrays.stream(PayloadField.values()).map(part).collect(Collectors.joining(separator));
  }

  private static String parameter(PayloadField field, int path) {
    return ":" + field.flatName() + "_" + (path + 1);
  }

  /** The file's name for one of the field's paths, see DialectNote.NAMES. */
  private String name(PayloadField field) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < paths.of(field).size(); i++) {
      names.add("f.names ->> " + parameter(field, i) + "_name");
    }
    return coalesce(names);
  }

  /** The text of the first candidate that is not null. */
  private String found(PayloadField field) {
    List<String> texts = new ArrayList<>(under("b.payload", field, " #>> ", " ->> "));
    texts.add("b.payload ->> " + name(field));
    if (ofPage(field)) {
      List<String> page = new ArrayList<>(under("b.envelope", field, " #>> ", " ->> "));
      page.add(folded(field) + " #>> '{}'");
      texts.add("CASE WHEN b.envelope IS NOT NULL THEN " + coalesce(page) + " END");
    }
    return coalesce(texts) + " AS " + field.flatName();
  }

  private String read(PayloadField field) {
    ValueType type = ValueType.of(field);
    return TYPING
        .get("field")
        .replace("{usual}", usual(field, type))
        .replace("{blank}", blank(field))
        .replace("{read}", reading(field, type))
        .replace("{present}", TYPING.get("present"))
        .replace("{unwrap:candidate.json}", unwrap("candidate.json"))
        .replace("{unwrap:outer_one.json}", unwrap("outer_one.json"))
        .replace("{candidates}", candidates(field))
        .replace("{field}", field.flatName());
  }

  private String usual(PayloadField field, ValueType type) {
    return switch (type) {
      case DECIMAL -> FieldSql.usual(source.of(field).decimalForm());
      case TIME -> FieldSql.usual(source.of(field).timeForms());
      case KEY, CURRENCY, WORD -> TYPING.get("usual_" + type.word());
    };
  }

  private String reading(PayloadField field, ValueType type) {
    return switch (type) {
      case DECIMAL -> FieldSql.reading(source.of(field).decimalForm());
      case TIME -> FieldSql.reading(source.of(field).timeForms());
      case KEY, CURRENCY, WORD -> TYPING.get("read_" + type.word());
    };
  }

  private static String unwrap(String json) {
    return TYPING.get("unwrap").replace("{json}", json);
  }

  /** The condition under which an empty text is the only candidate. */
  private String blank(PayloadField field) {
    List<String> of = paths.of(field);
    if (of.size() > 1 || nested(of.get(0))) {
      return "false";
    }
    return "v.{field} = ''" + (ofPage(field) ? " AND b.envelope IS NULL" : "");
  }

  /** The JSON at each place where the field may be, in the order of look-up. */
  private String candidates(PayloadField field) {
    List<String> json = new ArrayList<>(under("b.payload", field, " #> ", " -> "));
    json.add("b.payload -> " + name(field));
    if (ofPage(field)) {
      json.addAll(under("b.envelope", field, " #> ", " -> "));
      json.add(folded(field));
    }
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      rows.add("(" + i + ", " + json.get(i) + ")");
    }
    return String.join(", ", rows);
  }

  /** Finds a nested path by its keys, else by a name spelled like the path. */
  private List<String> under(String object, PayloadField field, String byKeys, String byName) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < paths.of(field).size(); i++) {
      if (nested(paths.of(field).get(i))) {
        found.add(object + byKeys + parameter(field, i));
      }
      found.add(object + byName + parameter(field, i) + "_name");
    }
    return found;
  }

  private static String folded(PayloadField field) {
    return TYPING.get("folded").replace("{field}", field.flatName());
  }

  private static String coalesce(List<String> expressions) {
    return "coalesce(" + String.join(", ", expressions) + ")";
  }

  /** Returns true if a record may take the field from its page. */
  static boolean ofPage(PayloadField field) {
    return switch (field) {
      case STORE_ID, DEVICE_ID, CURRENCY -> true;
      default -> false;
    };
  }

  private static boolean nested(String path) {
    return path.indexOf('.') >= 0;
  }
}
