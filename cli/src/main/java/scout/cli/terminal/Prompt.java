package scout.cli.terminal;

/** Asks a person before large work. */
public final class Prompt {
  private Prompt() {}

  /**
   * True if the person said yes.
   *
   * @throws CommandFailure with exit code 2 if nobody can be asked
   */
  public static boolean asked(String question) {
    if (!Terminal.asks()) {
      throw CommandFailure.wrongUsage(
          "There is no terminal on which to ask; give --yes if you mean it");
    }
    String answer = System.console().readLine("%s [y/N] ", question);
    return answer != null && answer.strip().matches("(?i)y|yes");
  }
}
