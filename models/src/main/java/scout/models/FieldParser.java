package scout.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import scout.models.DeclaredWord.Place;
import scout.models.FieldType.Kind;
import scout.models.SourceYaml.Members;

/** Reads one field of a source. */
final class FieldParser {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,49}");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}([.][0-9]{1,30})?");

  /** Names of PostgreSQL's, and of columns that Scout's working tables have beside silver's. */
  private static final Set<String> TAKEN =
      Set.of(
          "tableoid",
          "xmin",
          "cmin",
          "xmax",
          "cmax",
          "ctid",
          "oid",
          "code",
          "rounded",
          "lacks_timestamp",
          "lacks_amount",
          "lacks_device",
          "winner",
          "held",
          "place",
          "in_batch");

  /** How columns end that are filled beside others. */
  private static final String TAKEN_END = "__next";

  private static final Set<Kind> LISTED =
      Set.of(Kind.KEY, Kind.TEXT, Kind.WORD, Kind.CURRENCY, Kind.INTEGER);

  private final SourceYaml yaml;
  private final Members said;
  private final String name;

  FieldParser(SourceYaml yaml, String name, Members said) {
    this.yaml = yaml;
    this.name = name;
    this.said = said;
  }

  /** Whether a text can be the name of a column or table. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches() && !TAKEN.contains(text) && !text.endsWith(TAKEN_END);
  }

  /** The field; empty, with problems, if it can't be used. */
  Optional<FieldDeclaration> read() {
    int before = yaml.problems().size();
    if (!isName(name)) {
      wrong(
          said.line,
          "SOURCE_NAME",
          name + " can't be the name of a column.",
          "Use at most 50 small letters, digits and _, a letter first, and none of "
              + String.join(", ", TAKEN.stream().sorted().toList())
              + ".");
    }
    said.only(Place.FIELD);
    FieldType type = type();
    Optional<String> of = said.text("of");
    List<FieldPath> from = from(of);
    DecimalForm decimal = decimalForm(type);
    TimeForms times = timeForms(type);
    boolean nulls = nullIfUnfit();
    boolean required = said.flag("required");
    List<String> oneOf = said.texts("one_of");
    Optional<String> byDefault = said.text("default");
    boolean fallsBack = fallsBack(type);
    checkList(type, oneOf);
    checkDefault(type, oneOf, byDefault);
    if (required && (nulls || byDefault.isPresent() || of.isPresent() || fallsBack)) {
      wrong(
          said.line("required"),
          "SOURCE_REQUIRED",
          name + " is required, and also has another way out.",
          "Leave out required, or else, default, of and fallback.");
    }
    if (yaml.problems().size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new FieldDeclaration(
            name, type, from, decimal, times, nulls, oneOf, byDefault, required, of, fallsBack,
            said.line));
  }

  private void wrong(int line, String code, String message, String remedy) {
    yaml.problem(line, code, message, remedy);
  }

  private FieldType type() {
    Optional<String> text = said.text("type");
    Optional<FieldType> type = text.flatMap(FieldType::parse);
    if (type.isEmpty()) {
      wrong(
          said.line("type"),
          "SOURCE_TYPE",
          name + " has no type" + text.map(word -> " that is known: " + word).orElse("") + ".",
          "Use key, text, word, integer, decimal(p,s) with at most 38 digits, boolean, date, time,"
              + " currency or json.");
    }
    return type.orElse(FieldType.of(Kind.TEXT));
  }

  private List<FieldPath> from(Optional<String> of) {
    List<FieldPath> paths = new ArrayList<>();
    for (String text : said.texts("from")) {
      Optional<FieldPath> path = FieldPath.parse(text);
      path.ifPresent(paths::add);
      if (path.isEmpty()) {
        wrong(
            said.line("from"),
            "SOURCE_PATH",
            text + " is no path.",
            "Join members by dots, count places in lists from 0, like items[0].price, and write a"
                + " name with a bracket in it or a dot at its end in quotes, like"
                + " '\"Invoice No.\"'.");
      }
    }
    if (of.isPresent() == said.node("from").isPresent()) {
      wrong(
          said.line,
          "SOURCE_FROM",
          name + (of.isPresent() ? " has both from and of." : " says nowhere where it is found."),
          of.isPresent() ? "Leave one of them out." : "Give it from: [member, …].");
    }
    return paths;
  }

  private DecimalForm decimalForm(FieldType type) {
    Optional<String> text = said.text("format");
    if (text.isEmpty()) {
      return DecimalForm.PLAIN;
    }
    if (type.kind() != Kind.DECIMAL) {
      wrong(
          said.line("format"),
          "SOURCE_FORMAT",
          name + " is no decimal, but has a format.",
          "Leave it out; a time has formats, a list.");
      return DecimalForm.PLAIN;
    }
    Optional<DecimalForm> form = DecimalForm.parse(text.get());
    if (form.isEmpty()) {
      wrong(
          said.line("format"),
          "SOURCE_FORMAT",
          text.get() + " is no format of decimals.",
          "Use plain, money, comma, or minor(2) with the number of digits after the point.");
    }
    return form.orElse(DecimalForm.PLAIN);
  }

  private TimeForms timeForms(FieldType type) {
    if (said.node("formats").isEmpty()) {
      return TimeForms.USUAL;
    }
    if (type.kind() != Kind.TIME && type.kind() != Kind.DATE || said.node("of").isPresent()) {
      wrong(
          said.line("formats"),
          "SOURCE_FORMAT",
          name + " is no time, but has formats.",
          "Leave them out; a decimal has format.");
      return TimeForms.USUAL;
    }
    List<String> texts = said.texts("formats");
    List<TimePattern> patterns = new ArrayList<>();
    for (String text : texts) {
      if (!text.equals("iso") && !text.equals("epoch")) {
        Optional<TimePattern> pattern = TimePattern.parse(text);
        pattern.ifPresent(patterns::add);
        if (pattern.isEmpty()) {
          wrong(
              said.line("formats"),
              "SOURCE_FORMAT",
              text + " is no format of times.",
              "Use iso, epoch, or yyyy, MM, dd, HH, mm, ss, SSS, XXX, or hh with a, each once, like"
                  + " dd.MM.yyyy HH:mm.");
        }
      }
    }
    boolean any = texts.contains("iso") || texts.contains("epoch") || !patterns.isEmpty();
    return any
        ? new TimeForms(texts.contains("iso"), texts.contains("epoch"), patterns)
        : TimeForms.USUAL;
  }

  private boolean nullIfUnfit() {
    Optional<String> text = said.text("else");
    Optional<UnfitRule> rule = text.flatMap(UnfitRule::parse);
    if (text.isPresent() && rule.isEmpty()) {
      wrong(
          said.line("else"),
          "SOURCE_ELSE",
          "else of " + name + " is " + text.get() + ".",
          "Use reject, for the record, or null, for the value.");
    }
    return rule.filter(UnfitRule.NULL::equals).isPresent();
  }

  private boolean fallsBack(FieldType type) {
    Optional<String> text = said.text("fallback");
    if (text.isPresent() && (type.kind() != Kind.TIME || !text.get().equals("uploaded_at"))) {
      wrong(
          said.line("fallback"),
          "SOURCE_FALLBACK",
          name + " can't fall back on this.",
          "Only a time can, on uploaded_at; other types have default.");
    }
    return text.isPresent();
  }

  private void checkList(FieldType type, List<String> oneOf) {
    if (!oneOf.isEmpty() && !LISTED.contains(type.kind())) {
      wrong(
          said.line("one_of"),
          "SOURCE_ONE_OF",
          "one_of can't be said of a " + type + ".",
          "Use it for a key, text, word, integer or currency.");
    }
    for (String value : oneOf) {
      if (LISTED.contains(type.kind()) && !fits(type, value)) {
        wrong(
            said.line("one_of"),
            "SOURCE_ONE_OF",
            value + " is no " + type + ".",
            "Write it as the column holds it: a word in small letters, a currency in capitals.");
      }
    }
  }

  private void checkDefault(FieldType type, List<String> oneOf, Optional<String> byDefault) {
    boolean good =
        byDefault.isEmpty()
            || fits(type, byDefault.get()) && (oneOf.isEmpty() || oneOf.contains(byDefault.get()));
    if (!good) {
      wrong(
          said.line("default"),
          "SOURCE_DEFAULT",
          "The default of " + name + " is none of its values.",
          "Write it as the column holds it; a time, date or json can have none.");
    }
  }

  private static boolean fits(FieldType type, String value) {
    return switch (type.kind()) {
      case KEY -> value.length() <= 100;
      case TEXT -> value.length() <= 1000;
      case WORD -> value.length() <= 1000 && value.equals(value.toLowerCase(Locale.ROOT));
      case INTEGER -> INTEGER.matcher(value).matches();
      case DECIMAL ->
          DECIMAL.matcher(value).matches()
              && value.replaceFirst("^-?0*", "").replaceFirst("[.].*", "").length()
                  <= type.precision() - type.scale();
      case BOOLEAN -> value.equals("true") || value.equals("false");
      case CURRENCY -> value.matches("[A-Z]{3}");
      case DATE, TIME, JSON -> false;
    };
  }
}
