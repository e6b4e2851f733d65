package scout.local.fit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import scout.activities.fields.PayloadField;
import scout.models.FieldPath;
import scout.models.ShippedSource;
import scout.settings.SettingCatalog;

/**
 * A declaration of the source by what samples hold: where Scout's own fields are, a column for
 * every other value, and a table for each list of objects. A value that doesn't fit becomes null,
 * so the declaration rejects no record that would be loaded without it.
 */
final class DeclarationText {
  private static final Pattern IN_LIST = Pattern.compile("([^\\[\\]]+)\\[\\]\\.([^\\[\\]]+)");
  private static final int MOST_FIELDS = 100;
  private static final int MOST_TABLES = 10;

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
    return new AcceptedLines(text.lines).text();
  }

  private void write() {
    lines.add("# What silver takes from a record, proposed by ./scout fit --write from samples.");
    lines.add("source: edge_transactions");
    if (!report.after().key().isEmpty()) {
      lines.add("key: " + report.after().key());
    }
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
    FreeNames names = FreeNames.ofColumns(ShippedSource.COLUMNS);
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

  private static String declared(ScannedField field, String path, FreeNames names) {
    String name = names.take(field.name(), path);
    return line(name, DeclaredType.of(field), List.of(path), ", else: \"null\"");
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
    FreeNames names = FreeNames.ofTables();
    List<String> tables = new ArrayList<>();
    lists.entrySet().stream()
        .limit(MOST_TABLES)
        .forEach(list -> tables.addAll(table(list.getKey(), list.getValue(), names)));
    if (!tables.isEmpty()) {
      lines.add("tables:");
      lines.addAll(tables);
    }
  }

  private static List<String> table(String list, List<ScannedField> elements, FreeNames names) {
    String table = names.take(list.substring(list.lastIndexOf('.') + 1), list);
    List<String> text = new ArrayList<>();
    text.add("  " + table + ":");
    text.add("    each: " + YamlText.of(FieldPath.written(list).orElseThrow()));
    text.add("    fields:");
    FreeNames columns =
        FreeNames.ofColumns(Set.of("transaction_id", "store_id", "transaction_date", "item_no"));
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
}
