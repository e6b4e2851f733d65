package scout.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks a person: before large work, and for a password. */
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

  /**
   * A new password: asked for twice without showing it, or the first line of the standard input if
   * nobody is at the terminal.
   *
   * @throws CommandFailure with exit code 2 if the two differ
   */
  public static String newPassword(String question) throws IOException {
    if (!Terminal.asks()) {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line;
    }
    char[] first = System.console().readPassword("%s: ", question);
    char[] second = System.console().readPassword("The same again: ");
    if (first == null || second == null || !Arrays.equals(first, second)) {
      throw CommandFailure.wrongUsage("The two passwords differ; nothing was changed");
    }
    return new String(first);
  }
}
