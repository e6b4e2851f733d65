package scout.models;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comments above a model's SELECT: {@code -- word: value}. A line that is set in by two blanks
 * or more goes on with the one above.
 */
final class ModelHeader {
  private static final Pattern ENTRY = Pattern.compile("--\\s?([A-Za-z][^:]*?)\\s*:\\s*(.*)");
  private static final Pattern MORE = Pattern.compile("--(?:\\s{2,}|\\t)(\\S.*)");
  private static final Pattern CHECK = Pattern.compile("check(\\s+blocking)?\\s+(\\S+)");
  private static final Pattern CHECK_NAME = Pattern.compile("[a-z][a-z0-9_]{0,49}");
  private static final Pattern DAYS = Pattern.compile("([0-9]{1,4}) days?");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,4}) (second|minute|hour|day)s?");
  private static final int MOST_DAYS = 400;

  private final String file;
  private final List<DeclarationProblem> problems;
  private final List<Entry> entries = new ArrayList<>();
  private String query = "";
  private int queryLine = 1;

  /**
   * @param line the one where it begins, from 1
   */
  private record Entry(String word, String value, int line) {
    Entry plus(String more) {
      return new Entry(word, value.isEmpty() ? more : value + " " + more, line);
    }
  }

  private ModelHeader(String file, List<DeclarationProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Reads the header; adds what is wrong with it to the problems. */
  static ModelHeader read(String file, String text, List<DeclarationProblem> problems) {
    ModelHeader header = new ModelHeader(file, problems);
    header.read(text);
    header.checkWords();
    return header;
  }

  private void read(String text) {
    String[] lines = text.replace("\uFEFF", "").split("\r\n|\n|\r", -1);
    int line = 0;
    while (line < lines.length && belongs(lines[line])) {
      add(lines[line].strip(), line + 1);
      line++;
    }
    queryLine = line + 1;
    query = String.join("\n", List.of(lines).subList(line, lines.length));
  }

  private static boolean belongs(String line) {
    return line.isBlank() || line.strip().startsWith("--");
  }

  private void add(String line, int number) {
    Matcher more = MORE.matcher(line);
    if (more.matches() && !entries.isEmpty()) {
      entries.add(entries.remove(entries.size() - 1).plus(more.group(1).strip()));
      return;
    }
    Matcher entry = ENTRY.matcher(line);
    if (entry.matches()) {
      entries.add(new Entry(entry.group(1), entry.group(2).strip(), number));
    }
  }

  private void checkWords() {
    Set<String> seen = new LinkedHashSet<>();
    for (Entry entry : entries) {
      boolean check = CHECK.matcher(entry.word).matches();
      if (!check && !DeclaredWord.Place.MODEL.names().contains(entry.word)) {
        problem(
            entry.line,
            "MODEL_WORD_UNKNOWN",
            "The header has no word " + entry.word + ".",
            "Write about, grain, slice, every, looks back, check NAME or check blocking NAME; other"
                + " comments go below the first word of the SELECT.");
      } else if (!seen.add(check ? "check " + checkName(entry) : entry.word)) {
        problem(
            entry.line,
            "MODEL_WORD_TWICE",
            "The header says " + entry.word + " twice.",
            "Keep one of them.");
      } else if (entry.value.isEmpty()) {
        problem(
            entry.line,
            "MODEL_WORD_EMPTY",
            "Nothing follows " + entry.word + ".",
            "Write a value, or leave the line out.");
      }
    }
  }

  boolean says(String word) {
    return find(word).isPresent();
  }

  /** The line of a word; 0 if the header doesn't say it. */
  int line(String word) {
    return find(word).map(Entry::line).orElse(0);
  }

  String text(String word) {
    return find(word).map(Entry::value).orElse("");
  }

  /** Column names, with commas between; each must be one, and different from the others. */
  List<String> names(String word) {
    Set<String> names = new LinkedHashSet<>();
    find(word)
        .filter(entry -> !entry.value.isEmpty())
        .ifPresent(
            entry -> {
              for (String name : entry.value.split(",", -1)) {
                if (!DeclaredName.isColumn(name.strip())) {
                  problem(
                      entry.line,
                      "MODEL_COLUMN_NAME",
                      "The " + word + " names a column '" + name.strip() + "'.",
                      "Write lower-case names with commas between; last_updated is Scout's.");
                } else if (!names.add(name.strip())) {
                  problem(
                      entry.line,
                      "MODEL_COLUMN_TWICE",
                      "The " + word + " names " + name.strip() + " twice.",
                      "Name it once.");
                }
              }
            });
    return List.copyOf(names);
  }

  /** How long it may rest between two computations; empty if it isn't said. */
  Optional<Duration> every() {
    Optional<Entry> said = find("every").filter(entry -> !entry.value.isEmpty());
    Optional<Duration> time = said.flatMap(entry -> time(entry.value));
    if (said.isPresent() && time.isEmpty()) {
      problem(
          said.get().line,
          "MODEL_EVERY",
          "'" + said.get().value + "' is no time between two computations.",
          "Write a number with seconds, minutes, hours or days, such as every: 15 minutes.");
    }
    return time;
  }

  private static Optional<Duration> time(String value) {
    Matcher time = TIME.matcher(value);
    if (!time.matches()) {
      return Optional.empty();
    }
    Map<String, Long> seconds = Map.of("second", 1L, "minute", 60L, "hour", 3600L, "day", 86_400L);
    return Optional.of(
        Duration.ofSeconds(Long.parseLong(time.group(1)) * seconds.get(time.group(2))));
  }

  /** For how many days it looks back; 0 if it isn't said. */
  int looksBack() {
    Optional<Entry> said = find("looks back").filter(entry -> !entry.value.isEmpty());
    if (said.isEmpty()) {
      return 0;
    }
    Matcher days = DAYS.matcher(said.get().value);
    int number = days.matches() ? Integer.parseInt(days.group(1)) : 0;
    if (number < 1 || number > MOST_DAYS) {
      problem(
          said.get().line,
          "MODEL_LOOKS_BACK",
          "'" + said.get().value + "' is no number of days.",
          "Write looks back: N days, with 1 to " + MOST_DAYS + ".");
      return 0;
    }
    return number;
  }

  /** The checks, in their order. */
  List<ModelCheck> checks() {
    Map<Integer, ModelCheck> checks = new TreeMap<>();
    for (Entry entry : entries) {
      Matcher check = CHECK.matcher(entry.word);
      if (check.matches()) {
        String name = check.group(2);
        if (!CHECK_NAME.matcher(name).matches()) {
          problem(
              entry.line,
              "MODEL_CHECK_NAME",
              "No check can be named " + name + ".",
              "Use at most 50 lower-case letters, digits and _.");
        }
        checks.put(entry.line, new ModelCheck(name, check.group(1) != null, entry.value));
      }
    }
    return List.copyOf(checks.values());
  }

  private static String checkName(Entry entry) {
    Matcher check = CHECK.matcher(entry.word);
    return check.matches() ? check.group(2) : "";
  }

  /** What follows the header. */
  String query() {
    return query;
  }

  /** The line in which it begins, from 1. */
  int queryLine() {
    return queryLine;
  }

  private Optional<Entry> find(String word) {
    return entries.stream().filter(entry -> entry.word.equals(word)).findFirst();
  }

  private void problem(int line, String code, String message, String remedy) {
    problems.add(new DeclarationProblem(file, line, code, message, remedy));
  }
}
