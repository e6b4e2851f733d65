package scout.cli.commands;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of many commands, with the same names and explanations. */
public final class CommonOptions {
  private CommonOptions() {}

  /** Adds {@code --help} and {@code --verbose}, which every command has. */
  public static void addTo(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
    command.addOption(
        OptionSpec.builder("--verbose")
            .type(boolean.class)
            .description("Show where an error came from.")
            .build());
  }

  /** Adds {@code --yes} to a command that changes something without asking. */
  public static void addYesTo(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("--yes")
            .type(boolean.class)
            .description("Don't ask; this command never does, so scripts may always give it.")
            .build());
  }
}
