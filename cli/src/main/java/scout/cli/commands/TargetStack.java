package scout.cli.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import scout.cli.terminal.CommandFailure;
import scout.settings.Setting;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * The stack that a command uses: that of {@code run.json} in {@code SCOUT_HOME}, with its settings
 * overridden by the environment.
 *
 * @param home the folder {@code SCOUT_HOME}, by default {@code .scout}
 * @param runFile the run file, empty if there is none
 * @param settings the settings to connect with
 */
record TargetStack(Path home, Optional<RunFile> runFile, Settings settings) {
  /** Finds the stack; ignores a run file whose process has ended. */
  static TargetStack find(Map<String, String> environment) throws IOException {
    Path home = Path.of(new Settings(environment).get(SettingCatalog.HOME));
    Optional<RunFile> runFile = RunFile.read(home);
    Map<String, String> values = new HashMap<>();
    runFile.filter(RunFile::alive).ifPresent(run -> values.putAll(run.environment()));
    values.putAll(environment);
    return new TargetStack(home, runFile, new Settings(values));
  }

  /**
   * The settings, after a check that there is something to connect to.
   *
   * @param needed a setting that the command requires
   * @throws CommandFailure with exit code 3 if no stack runs here and the setting is missing
   */
  Settings settingsWith(Setting<?> needed) {
    if (settings.find(needed).isEmpty()) {
      throw CommandFailure.unreachable(
          problem().orElse(needed.name() + " is not set")
              + "; start it with ./scout up, or set "
              + needed.name(),
          null);
    }
    return settings;
  }

  /** Why the stack of this home is not usable; empty if every component is ready. */
  Optional<String> problem() {
    if (runFile.isEmpty()) {
      return Optional.of("No stack runs in '" + home + "'");
    }
    RunFile run = runFile.get();
    if (!run.alive()) {
      return Optional.of(
          "The stack in '" + home + "' has ended (its process was " + run.pid() + ")");
    }
    return run.ready()
        ? Optional.empty()
        : Optional.of("The stack in '" + home + "' is still starting");
  }
}
