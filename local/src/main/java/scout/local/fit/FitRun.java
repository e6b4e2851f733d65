package scout.local.fit;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import scout.cli.commands.RunFile;
import scout.local.home.StackHome;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.storage.ObjectStore;

/** Examines inputs with the running stack, or without one. */
public final class FitRun {
  private final Map<String, String> environment;

  /**
   * @param given the environment variables; they override the settings in {@code run.json}
   */
  public FitRun(Map<String, String> given) throws IOException {
    Map<String, String> values = new HashMap<>();
    RunFile.read(StackHome.of(given).root())
        .filter(RunFile::alive)
        .ifPresent(run -> values.putAll(run.environment()));
    values.putAll(given);
    this.environment = Map.copyOf(values);
  }

  /**
   * Examines files, folders or objects.
   *
   * @param words names them
   * @param remark receives remarks beside the answer
   */
  public FitPages look(List<String> words, Consumer<String> remark)
      throws IOException, InterruptedException, SQLException {
    Settings settings = new Settings(environment);
    boolean stack =
        FitDatabase.isNamedBy(settings) && settings.find(SettingCatalog.S3_ENDPOINT).isPresent();
    if (!FitDatabase.isNamedBy(settings)) {
      // names are checked before a server is started for them
      new FitInputs(settings, null, null).find(words);
      remark.accept("No stack runs here: starting a PostgreSQL for the trial …");
    }
    try (FitDatabase database = FitDatabase.open(settings);
        ObjectStore storage =
            stack ? new ObjectStore(StorageSettings.service(settings), 1) : null) {
      List<SampleInput> inputs = new FitInputs(settings, database.handle(), storage).find(words);
      return new FitPages(
          new FileFitting(environment, new TypingTrial(database.handle())).look(inputs));
    }
  }

  /** Refuses if the folder of {@code SCOUT_MODELS} holds a declaration of the source. */
  public void requireNoDeclaration() {
    declaration().requireFree();
  }

  /** Writes the declaration that was found; returns what to do next, a line each. */
  public List<String> writeDeclaration(FitPages found) throws IOException {
    return declaration().write(found.declaration());
  }

  private DeclarationFile declaration() {
    return new DeclarationFile(new Settings(environment).find(SettingCatalog.MODELS));
  }
}
