package scout.models;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import scout.models.DeclaredWord.Place;
import scout.models.FieldType.Kind;
import scout.models.SourceYaml.Members;

/** Reads reference data: a CSV file, and the YAML beside it that gives types. */
final class ReferenceParser {
  private static final Set<Kind> KINDS =
      Set.of(Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.BOOLEAN, Kind.DATE, Kind.TIME);

  /** An index has at most so many columns. */
  private static final int MOST_KEYS = 32;

  private final String file;
  private final String typesFile;
  private final SourceYaml yaml;
  private final List<DeclarationProblem> problems = new ArrayList<>();

  private ReferenceParser(String file) {
    this.file = file;
    this.typesFile = DeclaredName.table(file) + ".yaml";
    this.yaml = new SourceYaml(typesFile, "REF", "about: WHAT IT HOLDS");
  }

  /**
   * Reads reference data.
   *
   * @param file the name of the CSV file, such as {@code ref_product.csv}
   * @param types the text of the YAML file of the same name
   * @throws DeclarationException with everything that is wrong
   */
  static ReferenceDeclaration parse(String file, String text, Optional<String> types) {
    return new ReferenceParser(file).parse(text, types);
  }

  private ReferenceDeclaration parse(String text, Optional<String> types) {
    DeclaredName.problem(file).ifPresent(problems::add);
    List<CsvRecord> records = records(text);
    List<String> names = header(records);
    Optional<Members> said = types.flatMap(yaml::read);
    said.ifPresent(members -> members.only(Place.REFERENCE));
    List<ReferenceColumn> columns = columns(names, said);
    List<String> grain = grain(names, said);
    List<List<String>> rows = rows(records, columns);
    checkKeys(records, names, grain, rows);
    problems.addAll(yaml.problems());
    if (!problems.isEmpty()) {
      throw new DeclarationException(problems);
    }
    return new ReferenceDeclaration(
        DeclaredName.table(file),
        said.flatMap(members -> members.text("about")).orElse(""),
        columns,
        grain,
        rows);
  }

  private List<CsvRecord> records(String text) {
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text.replace("\uFEFF", ""))) {
      return csv.stream().toList();
    } catch (CsvParseException e) {
      problem(0, "REF_CSV", "It is no CSV.", "Close each quote, and save it as CSV with commas.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of();
  }

  private List<String> header(List<CsvRecord> records) {
    if (records.isEmpty()) {
      problem(0, "REF_HEADER", "It has no header.", "Begin it with the names of its columns.");
      return List.of();
    }
    List<String> names = records.get(0).getFields().stream().map(String::strip).toList();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!DeclaredName.isColumn(name) || !seen.add(name)) {
        problem(
            1,
            "REF_HEADER",
            "The header's '" + name + "' is no name of a column, or stands there twice.",
            "Use lower-case letters, digits and _, each name once; last_updated is Scout's.");
      }
    }
    return names;
  }

  private List<ReferenceColumn> columns(List<String> names, Optional<Members> said) {
    Map<String, ReferenceColumn> typed = new HashMap<>();
    Optional<Members> all =
        said.flatMap(members -> members.node("columns"))
            .flatMap(node -> yaml.members(node, "columns"));
    all.ifPresent(
        members -> {
          for (String name : members.names()) {
            if (!names.contains(name)) {
              yaml.problem(
                  members.line(name),
                  "REF_COLUMN",
                  file + " has no column " + name + ".",
                  "Take it out, or add it to the header.");
            }
            column(name, members.node(name).orElseThrow()).ifPresent(c -> typed.put(name, c));
          }
        });
    return names.stream()
        .map(
            name ->
                typed.getOrDefault(name, new ReferenceColumn(name, FieldType.of(Kind.TEXT), "")))
        .toList();
  }

  /** Either a type alone, or type and about. */
  private Optional<ReferenceColumn> column(String name, Node node) {
    if (!(node instanceof MappingNode)) {
      return yaml.text(node, name)
          .flatMap(type -> type(type, SourceYaml.line(node)))
          .map(type -> new ReferenceColumn(name, type, ""));
    }
    return yaml.members(node, name)
        .flatMap(
            members -> {
              members.only(Place.REFERENCE_COLUMN);
              String about = members.text("about").orElse("");
              return members
                  .node("type")
                  .flatMap(each -> yaml.text(each, name))
                  .map(type -> type(type, members.line("type")))
                  .orElse(Optional.of(FieldType.of(Kind.TEXT)))
                  .map(type -> new ReferenceColumn(name, type, about));
            });
  }

  private Optional<FieldType> type(String text, int line) {
    Optional<FieldType> type = FieldType.parse(text).filter(each -> KINDS.contains(each.kind()));
    if (type.isEmpty()) {
      yaml.problem(
          line,
          "REF_TYPE",
          "Reference data has no type " + text + ".",
          "Write text, integer, decimal(p,s), boolean, date or time.");
    }
    return type;
  }

  private List<String> grain(List<String> names, Optional<Members> said) {
    List<String> key = said.map(members -> members.texts("key")).orElse(List.of());
    for (String column : key) {
      if (!names.contains(column)) {
        yaml.problem(
            said.orElseThrow().line("key"),
            "REF_KEY",
            file + " has no column " + column + ".",
            "Name columns of its header.");
      }
    }
    List<String> grain = key.isEmpty() ? names : key.stream().distinct().toList();
    if (grain.size() > MOST_KEYS) {
      problem(
          1,
          "REF_KEY",
          "So many columns can't be unique together.",
          "Write " + typesFile + " with key: and the columns that identify a row.");
    }
    return grain;
  }

  private List<List<String>> rows(List<CsvRecord> records, List<ReferenceColumn> columns) {
    List<List<String>> rows = new ArrayList<>();
    for (CsvRecord csv : records.subList(Math.min(1, records.size()), records.size())) {
      if (csv.getFieldCount() != columns.size()) {
        problem(
            (int) csv.getStartingLineNumber(),
            "REF_CELLS",
            "The row has " + csv.getFieldCount() + " cells, the header " + columns.size() + ".",
            "Give each row a cell for each column; quote values that hold commas.");
        continue;
      }
      List<String> row = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        row.add(value(csv, columns.get(i), csv.getField(i)));
      }
      rows.add(row);
    }
    return rows;
  }

  private String value(CsvRecord csv, ReferenceColumn column, String cell) {
    if (cell.isEmpty()) {
      return null;
    }
    if (!ReferenceValue.fits(column.type(), cell)) {
      problem(
          (int) csv.getStartingLineNumber(),
          "REF_VALUE",
          "The value of " + column.name() + " is no " + column.type() + ".",
          ReferenceValue.remedy(column.type()));
    }
    return cell.indexOf('\0') < 0 ? cell : null;
  }

  private void checkKeys(
      List<CsvRecord> records, List<String> names, List<String> grain, List<List<String>> rows) {
    if (rows.size() != records.size() - 1) {
      return;
    }
    Map<List<String>, Long> seen = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      List<String> key = new ArrayList<>();
      grain.stream().map(names::indexOf).filter(at -> at >= 0).forEach(at -> key.add(row.get(at)));
      long line = records.get(i + 1).getStartingLineNumber();
      Long first = seen.putIfAbsent(key, line);
      if (first != null) {
        problem(
            (int) line,
            "REF_ROW_TWICE",
            "It has the same " + String.join(", ", grain) + " as line " + first + ".",
            "Keep one of the rows, or name the columns that identify a row as key: in "
                + typesFile
                + ".");
      }
    }
  }

  private void problem(int line, String code, String message, String remedy) {
    problems.add(new DeclarationProblem(file, line, code, message, remedy));
  }
}
