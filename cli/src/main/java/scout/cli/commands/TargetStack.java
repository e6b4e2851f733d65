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
 * The stack that a command talks to: the one whose {@code run.json} lies in {@code SCOUT_HOME},
 * with each setting that the environment gives in place of its own.
 *
 * @param home the folder {@code SCOUT_HOME}, by default {@code .scout}
 * @param runFile the run file, empty if there is none
 * @param settings what to connect to
 */
record TargetStack(Path home, Optional<RunFile> runFile, Settings settings) {
  /** Looks for the stack; a run file whose process has ended gives no settings. */
  static TargetStack find(Map<String, String> environment) throws IOException {
    Path home = Path.of(new Settings(environment).get(SettingCatalog.HOME));
    Optional<RunFile> runFile = RunFile.read(home);
    Map<String, String> values = new HashMap<>();
    runFile.filter(RunFile::alive).ifPresent(run -> values.putAll(run.environment()));
    values.putAll(environment);
    return new TargetStack(home, runFile, new Settings(values));
  }

  /**
   * The settings, after a look whether there is anything to connect to.
   *
   * @param needed a setting without which the command can do nothing
   * @throws CommandFailure with exit code 3 if no stack runs here and the setting isn't given
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

  /** Why the stack of this home can't be used yet or any more; empty if every part is ready. */
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
