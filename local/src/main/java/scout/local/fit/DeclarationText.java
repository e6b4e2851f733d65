package scout.local.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import scout.activities.fields.PayloadField;
import scout.models.DeclarationException;
import scout.models.DeclarationProblem;
import scout.models.FieldPath;
import scout.models.ShippedSource;
import scout.models.SourceParser;
import scout.settings.SettingCatalog;

/**
 * A declaration of the source by what samples hold: where Scout's own fields are, a column for
 * every other value, and a table for each list of objects. A value that doesn't fit becomes null,
 * so the declaration rejects no record that would be loaded without it.
 */
final class DeclarationText {
  private static final Pattern IN_LIST = Pattern.compile("([^\\[\\]]+)\\[\\]\\.([^\\[\\]]+)");
  private static final String REFUSED = "# Left out; give the column another name: ";
  private static final int MOST_FIELDS = 100;
  private static final int MOST_TABLES = 10;
  private static final int LONGEST_NAME = 50;
  private static final int LONGEST_TABLE = 48;

  private final FitReport report;
  private final List<String> lines = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private DeclarationText(FitReport report) {
    this.report = report;
  }

  /** Returns the text of {@code edge_transactions.yaml}. */
  static String of(FitReport report) {
    DeclarationText text = new DeclarationText(report);
    text.write();
    return text.accepted();
  }

  private void write() {
    lines.add("# What silver takes from a record, proposed by ./scout fit --write from samples.");
    lines.add("source: edge_transactions");
    setting(SettingCatalog.RECORDS_AT.name())
        .ifPresent(path -> lines.add("records: " + YamlText.of(path)));
    List<String> fields = new ArrayList<>();
    Set<String> used = shipped(fields);
    own(fields, used);
    if (!fields.isEmpty()) {
      lines.add("fields:");
      lines.addAll(fields);
    }
    tables();
    leftOut.forEach(
        path -> lines.add("# Left out, since no path leads there: " + YamlText.comment(path)));
  }

  private Optional<String> setting(String name) {
    return report.proposal().settings().stream()
        .filter(each -> each.name().equals(name))
        .map(ProposedSetting::value)
        .findFirst();
  }

  /** Scout's own fields, where they are found or written in another way than it expects. */
  private Set<String> shipped(List<String> fields) {
    Set<String> used = new HashSet<>();
    for (FieldGuess guess : report.proposal().guesses()) {
      used.addAll(guess.paths());
      if (guess.seen() != null) {
        used.add(guess.seen());
      }
      String rules = rules(guess);
      boolean found = guess.how() == FieldGuess.How.FOUND;
      if (guess.how() == FieldGuess.How.PROPOSED || found && !rules.isEmpty()) {
        fields.add(line(guess.field().column(), type(guess.field()), guess.paths(), rules));
        guess.paths().stream()
            .filter(path -> FieldPath.written(path).isEmpty())
            .forEach(leftOut::add);
      }
    }
    return used;
  }

  private String rules(FieldGuess guess) {
    if (guess.field() == PayloadField.TIMESTAMP) {
      return setting(ValueProposals.TIME_FALLBACK)
          .filter("uploaded_at"::equals)
          .map(any -> ", fallback: uploaded_at")
          .orElse("");
    }
    return guess.field() == PayloadField.AMOUNT
        ? guess.paths().stream()
            .flatMap(path -> report.fields().find(path).stream())
            .map(DeclaredType::format)
            .filter(format -> !format.isEmpty())
            .findFirst()
            .orElse("")
        : "";
  }

  private static String type(PayloadField field) {
    return "type: "
        + switch (field) {
          case TRANSACTION_ID, STORE_ID, DEVICE_ID -> "key";
          case TIMESTAMP -> "time";
          case AMOUNT -> "\"decimal(10,2)\"";
          case CURRENCY -> "currency";
          case PAYMENT_METHOD -> "word";
        };
  }

  private void own(List<String> fields, Set<String> used) {
    Set<String> names = new HashSet<>(ShippedSource.COLUMNS);
    for (ScannedField field : report.fields().fields()) {
      boolean free = !field.ofPage() && !field.inList() && !used.contains(field.path());
      if (free && !field.filled().isEmpty() && fields.size() < MOST_FIELDS) {
        if (!field.isNameable() || FieldPath.written(field.path()).isEmpty()) {
          leftOut.add(field.path());
        } else if (field.reachable()) {
          fields.add(declared(field, field.path(), names));
        }
      }
    }
  }

  private static String declared(ScannedField field, String path, Set<String> names) {
    return line(
        column(field, path, names), DeclaredType.of(field), List.of(path), ", else: \"null\"");
  }

  private static String line(String name, String type, List<String> from, String rules) {
    return "  "
        + name
        + ": {"
        + type
        + ", from: ["
        + from.stream()
            .flatMap(path -> FieldPath.written(path).stream())
            .map(YamlText::of)
            .collect(Collectors.joining(", "))
        + "]"
        + rules
        + "}";
  }

  /** The last member's name, or all of them where that is taken. */
  private static String column(ScannedField field, String path, Set<String> names) {
    String last = snake(field.name());
    String name = names.contains(last) ? snake(path.replace('.', '_')) : last;
    String stem = name.substring(0, Math.min(name.length(), LONGEST_NAME - 3));
    for (int n = 2; names.contains(name); n++) {
      name = stem + "_" + n;
    }
    names.add(name);
    return name;
  }

  private static String snake(String text) {
    String name =
        text.replaceAll("(?<=[\\p{Ll}0-9])(?=\\p{Lu})", "_")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^[_0-9]+|_+$", "");
    String short50 = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    return short50.isEmpty() ? "field" : short50;
  }

  private void tables() {
    Map<String, List<ScannedField>> lists = new LinkedHashMap<>();
    for (ScannedField field : report.fields().fields()) {
      Matcher element = IN_LIST.matcher(field.path());
      if (field.ofPage() || !field.inList() || !element.matches() || field.filled().isEmpty()) {
        continue;
      }
      boolean written =
          field.isNameable()
              && FieldPath.written(element.group(1)).isPresent()
              && FieldPath.written(element.group(2)).isPresent();
      if (written) {
        lists.computeIfAbsent(element.group(1), list -> new ArrayList<>()).add(field);
      } else {
        leftOut.add(field.path());
      }
    }
    Set<String> names = new HashSet<>(Set.of("silver_edge_transactions", "silver_superseded"));
    List<String> tables = new ArrayList<>();
    lists.entrySet().stream()
        .limit(MOST_TABLES)
        .forEach(list -> tables.addAll(table(list.getKey(), list.getValue(), names)));
    if (!tables.isEmpty()) {
      lines.add("tables:");
      lines.addAll(tables);
    }
  }

  private static List<String> table(String list, List<ScannedField> elements, Set<String> names) {
    String stem = "silver_transaction_" + snake(list.substring(list.lastIndexOf('.') + 1));
    String name = stem.substring(0, Math.min(stem.length(), LONGEST_TABLE - 3));
    String table = name;
    for (int n = 2; !names.add(table); n++) {
      table = name + "_" + n;
    }
    List<String> text = new ArrayList<>();
    text.add("  " + table + ":");
    text.add("    each: " + YamlText.of(FieldPath.written(list).orElseThrow()));
    text.add("    fields:");
    Set<String> columns =
        new HashSet<>(Set.of("transaction_id", "store_id", "transaction_date", "item_no"));
    elements.stream()
        .limit(MOST_FIELDS)
        .forEach(
            field ->
                text.add(
                    "    "
                        + declared(
                            field,
                            field.path().substring(list.length() + "[].".length()),
                            columns)));
    return text;
  }

  /** Takes out what a declaration can't say, such as a column whose name is Scout's. */
  private String accepted() {
    while (true) {
      String text = String.join("\n", lines) + "\n";
      try {
        SourceParser.parse(ShippedSource.FILE, text);
        return text;
      } catch (DeclarationException e) {
        Set<Integer> wrong = new TreeSet<>(Comparator.reverseOrder());
        e.problems().stream().map(DeclarationProblem::line).forEach(wrong::add);
        if (wrong.stream().anyMatch(line -> !isField(line))) {
          throw new IllegalStateException("The declaration can't be read: " + e.getMessage(), e);
        }
        wrong.forEach(line -> lines.add(REFUSED + lines.remove(line - 1).strip()));
        removeEmpty();
      }
    }
  }

  private boolean isField(int line) {
    return line > 0
        && line <= lines.size()
        && lines.get(line - 1).contains(": {type")
        && !lines.get(line - 1).startsWith(REFUSED);
  }

  private void removeEmpty() {
    for (int i = lines.size() - 1; i >= 0; i--) {
      boolean last =
          i == lines.size() - 1 || !lines.get(i + 1).startsWith(indent(lines.get(i)) + " ");
      if (last && lines.get(i).endsWith(":")) {
        lines.remove(i);
        if (i > 0 && lines.get(i - 1).strip().startsWith("each:")) {
          lines.remove(i - 1);
        }
      }
    }
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }
}
