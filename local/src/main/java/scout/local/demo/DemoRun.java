package scout.local.demo;

import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import scout.cli.commands.ClientCommands;
import scout.local.home.LocalException;
import scout.settings.DatabaseSettings;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.storage.ObjectStore;

/**
 * The main job on a running stack: uploads and ingests the samples, shows and proves the result.
 */
public final class DemoRun {
  private static final int LINE = 100;

  private final Map<String, String> environment;
  private final Path samples;
  private final boolean models;
  private final PrintWriter out;

  /**
   * @param environment reaches an empty stack
   * @param samples the folder of files, with the README that promises their outcomes
   * @param models true if the environment names a folder of models, which are put in force first
   * @param out the screen
   */
  public DemoRun(Map<String, String> environment, Path samples, boolean models, PrintWriter out) {
    this.environment = environment;
    this.samples = samples;
    this.models = models;
    this.out = out;
  }

  /** Runs it; returns the broken promises, empty if all is well. */
  public List<String> run() throws IOException, MinioException {
    Settings settings = new Settings(environment);
    List<ExpectedOutcome> promises = ExpectedOutcome.readAll(samples);
    if (models) {
      say("Putting the declared tables in force …");
      client("models", "apply", "--yes");
    }
    say("Uploading " + promises.size() + " files with the device's upload-only credential …");
    SampleUpload.run(samples, promises, settings);
    say("Sweeping the bucket, loading, archiving, and refreshing the layers …");
    client("sweep", "--wait");
    DemoEvidence evidence = new DemoEvidence(DatabaseSettings.owner(settings));
    String prefix = StorageSettings.prefix(settings);
    print("Files", withUnsupported(shortened(evidence.table("files"), prefix), promises));
    print("Rejected records", shortened(evidence.table("rejected"), prefix));
    tell(evidence.table("lost"));
    print("Layers", evidence.table("layers"));
    print("The busiest store-days in gold", evidence.table("gold"));
    if (models) {
      say("");
      say("Declared tables");
      say(client("models"));
    }
    print("Quality checks", evidence.table("checks"));
    try (ObjectStore store = new ObjectStore(StorageSettings.service(settings), 1)) {
      List<String> differences =
          new ArrayList<>(
              new DemoReport(
                      evidence, promises, !models, prefix, key -> store.stat(key).isPresent())
                  .differences());
      if (models) {
        verify(differences);
      }
      return differences;
    }
  }

  /**
   * Compares each declared table with its SELECT over the whole, as {@code ./scout verify} does.
   */
  private void verify(List<String> differences) {
    try {
      client("verify");
    } catch (LocalException e) {
      differences.add(e.getMessage());
    }
  }

  /** Does exactly what {@code ./scout} does; returns what it prints. */
  private String client(String... command) {
    StringWriter said = new StringWriter();
    CommandLine client = new CommandLine(new Client());
    ClientCommands.addTo(client, environment);
    PrintWriter screen = new PrintWriter(said, true);
    client.setOut(screen).setErr(screen);
    if (client.execute(command) != 0) {
      throw new LocalException(
          "./scout " + String.join(" ", command) + " failed: " + said.toString().strip());
    }
    return said.toString().stripTrailing();
  }

  @Command(name = "scout")
  private static final class Client {}

  private static AlignedTable shortened(AlignedTable table, String prefix) {
    List<List<String>> rows =
        table.rows().stream()
            .map(row -> row.stream().map(cell -> withoutPrefix(cell, prefix)).toList())
            .toList();
    return new AlignedTable(table.header(), rows);
  }

  private static String withoutPrefix(String cell, String prefix) {
    return cell.startsWith(prefix) ? cell.substring(prefix.length()) : cell;
  }

  /** Adds the files that Scout doesn't read, since the ledger lacks them. */
  private static AlignedTable withUnsupported(AlignedTable files, List<ExpectedOutcome> promises) {
    List<List<String>> rows = new ArrayList<>(files.rows());
    for (ExpectedOutcome promise : promises) {
      if (promise.unsupported()) {
        rows.add(
            List.of(promise.file(), promise.outcome(), "0", "0", "0", "0", "left where it is"));
      }
    }
    return new AlignedTable(files.header(), rows);
  }

  private void print(String title, AlignedTable table) {
    say("");
    say(title);
    table.lines().forEach(this::say);
  }

  /** Prints alerts on several lines, since they are sentences. */
  private void tell(AlignedTable alerts) {
    say("");
    say("Records that became no sale, and what a person is told");
    for (List<String> alert : alerts.rows()) {
      say("  " + String.join(" · ", alert.subList(0, alert.size() - 1)));
      StringBuilder line = new StringBuilder("   ");
      for (String word : alert.get(alert.size() - 1).split(" ", -1)) {
        if (line.length() + word.length() >= LINE) {
          say(line.toString());
          line = new StringBuilder("   ");
        }
        line.append(' ').append(word);
      }
      say(line.toString());
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
