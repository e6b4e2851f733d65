package scout.system.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scout.system.Shell;
import scout.system.Shell.Answer;

/**
 * Runs commands on a stack with what they name, as somebody who read of them does, and looks
 * whether they did what the page says.
 */
final class CommandTrials {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final Pattern UPLOADED = Pattern.compile(TriedStack.PREFIX + "[^\\s\"]+");

  private final TriedStack stack;
  private int models;

  CommandTrials(TriedStack stack) {
    this.stack = stack;
  }

  /**
   * Tries a command.
   *
   * @param words its name with all that the page gives it
   */
  void run(String name, List<String> words) throws Exception {
    switch (name) {
      case "alerts" -> alerts(words);
      case "checks" -> checks(words);
      case "completion" -> assertThat(said(words)).contains("complete -F");
      case "discard" -> discard(words);
      case "env" -> assertThat(said(words)).contains("export SCOUT_DB_URL='jdbc:postgresql:");
      case "fit" -> fit(words);
      case "migrate" -> assertThat(said(words)).isNotBlank();
      case "models" -> models(words);
      case "rebuild" -> rebuild(words);
      case "refresh" -> refresh(words);
      case "reprocess" -> reprocess(words);
      case "simulate" -> simulate(words);
      case "sweep" -> sweep(words);
      case "upload" -> upload(words);
      case "user" -> user(words);
      default -> fail("Say here what ./scout " + name + " does");
    }
  }

  /** Runs one, which must end well; returns what it said. */
  String said(List<String> words) {
    return said(stack.shell(), words);
  }

  /** The same in this shell. */
  static String said(Shell shell, List<String> words) {
    Answer answer = shell.run(words.toArray(String[]::new));
    assertThat(answer.exitCode()).as(words + " " + answer).isZero();
    return answer.out();
  }

  /** A sentence names the command without what it needs. */
  private static List<String> whole(List<String> words, int bare, String... more) {
    List<String> whole = new ArrayList<>(words);
    if (words.size() == bare) {
      whole.addAll(List.of(more));
    }
    return whole;
  }

  /** With these options, unless they are given. */
  static List<String> with(List<String> words, String... options) {
    List<String> with = new ArrayList<>(words);
    for (String option : options) {
      if (!with.contains(option)) {
        with.add(option);
      }
    }
    return with;
  }

  /** Each word as this gives it. */
  static List<String> each(List<String> words, UnaryOperator<String> change) {
    return words.stream().map(change).toList();
  }

  private static List<String> named(List<String> words) {
    return each(words, word -> word.equals("KEY") ? TriedStack.KEY : word);
  }

  private void alerts(List<String> words) {
    String alert = "file_lost:till-07";
    stack.execute(
        "INSERT INTO scout.alerts (fingerprint, kind, subject, message)"
            + " SELECT ?, 'file_lost', 'till-07', 'an example' WHERE NOT EXISTS"
            + " (SELECT FROM scout.alerts WHERE fingerprint = ? AND resolved_at IS NULL)",
        alert,
        alert);
    String open = " FROM scout.alerts WHERE resolved_at IS NULL AND fingerprint = '" + alert + "'";
    stack.execute(
        "UPDATE scout.alerts SET acknowledged_at = NULL, acknowledged_by = NULL,"
            + " muted_until = NULL WHERE fingerprint = ?",
        alert);
    String number = stack.one("SELECT id" + open);
    List<String> whole = new ArrayList<>(whole(words, 2, alert));
    whole.set(2, whole.get(2).matches("\\d+") ? number : alert);
    said(whole);
    String done =
        words.get(1).equals("ack") ? "acknowledged_by IS NOT NULL" : "muted_until > now()";
    assertThat(stack.one("SELECT " + done + open)).isEqualTo("t");
  }

  private void checks(List<String> words) {
    // of a result that is the same as before no row is written
    stack.execute("DELETE FROM scout.data_quality_results");
    said(words);
    assertThat(stack.number("SELECT count(*) FROM scout.data_quality_results")).isPositive();
  }

  private void discard(List<String> words) {
    said(named(words));
    assertThat(ofFile("status")).isEqualTo("discarded");
    said(List.of("reprocess", TriedStack.KEY));
    assertThat(ofFile("status")).isNotEqualTo("discarded");
  }

  private String ofFile(String column) {
    return stack.one(
        "SELECT "
            + column
            + " FROM scout.files WHERE object_key = ? ORDER BY file_seq DESC LIMIT 1",
        TriedStack.KEY);
  }

  private void fit(List<String> words) throws Exception {
    String sample = SAMPLES.resolve("till-01/2025-03-14.json").toString();
    List<String> whole =
        each(
            named(whole(words, 1, sample)),
            word ->
                switch (word) {
                  case "FILE…", "FILES", "samples/till-01/2025-03-14.json" -> sample;
                  case "inbox/" -> SAMPLES.resolve("till-01").toString();
                  default -> word;
                });
    Path folder = stack.path("fit" + words.hashCode());
    assertThat(said(stack.shell().with("SCOUT_MODELS", folder.toString()), whole))
        .contains("transaction_id");
    assertThat(Files.exists(folder.resolve("edge_transactions.yaml")))
        .isEqualTo(words.contains("--write"));
  }

  private void models(List<String> words) throws Exception {
    String table = "gold_tried_" + ++models;
    Files.writeString(
        stack.path("models").resolve(table + ".sql"),
        """
        -- grain: store_id, transaction_date
        -- slice: store_id, transaction_date
        SELECT store_id, transaction_date, count(*) AS sales FROM silver_edge_transactions GROUP BY 1, 2
        """);
    Files.writeString(
        stack.path("models").resolve(table + ".test.yaml"),
        "given: {silver_edge_transactions: []}\nexpect: []\n");
    boolean applies = words.contains("apply");
    String said = said(applies ? with(words, "--yes") : words);
    assertThat(said).contains(words.size() == 1 ? "gold_store_daily_summary" : table);
    assertThat(stack.one("SELECT to_regclass(?) IS NOT NULL", "scout." + table))
        .isEqualTo(applies ? "t" : "f");
  }

  private void rebuild(List<String> words) {
    stack.execute("UPDATE scout.gold_store_daily_summary SET transaction_count = 99");
    boolean shows = words.contains("--dry-run");
    assertThat(said(shows ? words : with(words, "--yes"))).contains("gold_store_daily_summary");
    assertThat(stack.number("SELECT max(transaction_count) FROM scout.gold_store_daily_summary"))
        .isEqualTo(
            shows ? 99 : stack.number("SELECT count(*) FROM scout.silver_edge_transactions"));
  }

  private void refresh(List<String> words) throws Exception {
    String refreshes = "SELECT count(*) FROM scout.refreshes WHERE outcome = 'succeeded'";
    long before = stack.number(refreshes);
    said(words);
    TriedStack.until("a refresh", () -> stack.number(refreshes) > before);
  }

  private void reprocess(List<String> words) {
    long before = Long.parseLong(ofFile("generation"));
    String said = said(named(whole(words, 1, "KEY")));
    if (words.contains("--dry-run")) {
      assertThat(said).contains("till-03/torn.jsonl");
      assertThat(ofFile("generation")).isEqualTo(Long.toString(before));
    } else {
      assertThat(Long.parseLong(ofFile("generation"))).isEqualTo(before + 1);
    }
  }

  /** The same, but not for so long. */
  private void simulate(List<String> words) {
    int before = stack.objects();
    said(
        each(
            whole(words, 1, "--files", "3", "--rate", "5"),
            word ->
                switch (word) {
                  case "PT10M" -> "PT0.2S";
                  case "100" -> "3";
                  default -> word;
                }));
    assertThat(stack.objects()).isGreaterThan(before);
  }

  private void sweep(List<String> words) throws Exception {
    String key = stack.upload();
    said(words);
    TriedStack.until(
        "a sweep",
        () ->
            stack
                .one("SELECT status FROM scout.files WHERE object_key = ?", key)
                .equals("archived"));
  }

  private void upload(List<String> words) throws Exception {
    String file = stack.file().toString();
    String said =
        said(
            each(
                whole(words, 1, "FILE…"),
                word ->
                    word.equals("FILE…")
                            || word.matches("\\S+\\.jsonl?") && !word.startsWith("scout/")
                        ? file
                        : word));
    Matcher key = UPLOADED.matcher(said);
    assertThat(key.find()).as(said).isTrue();
    assertThat(stack.holds(key.group())).as(key.group()).isTrue();
  }

  private void user(List<String> words) {
    List<String> whole = each(whole(words, 1, "list"), word -> word.equals("NAME") ? "ben" : word);
    InputStream before = System.in;
    System.setIn(
        new ByteArrayInputStream("correct horse battery\n".getBytes(StandardCharsets.UTF_8)));
    try {
      String name = whole.get(whole.size() > 2 ? 2 : 1);
      String said = said(whole);
      boolean there =
          !stack.one("SELECT name FROM scout.console_users WHERE name = ?", name).isEmpty();
      assertThat(there).isEqualTo(whole.get(1).equals("add"));
      assertThat(said).isNotBlank();
    } finally {
      System.setIn(before);
    }
  }
}
