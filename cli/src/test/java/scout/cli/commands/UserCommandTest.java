package scout.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.cli.terminal.CommandFailure;
import scout.schema.WatchedDatabase;
import scout.schema.users.ConsoleUsers;
import scout.schema.users.ConsoleUsers.ConsoleUser;
import scout.schema.users.PasswordHash;

class UserCommandTest {
  @TempDir Path home;

  @Test
  void addsListsAndRemovesPeople() throws Exception {
    try (WatchedDatabase database = WatchedDatabase.start()) {
      Map<String, String> environment = new HashMap<>(database.settings());
      environment.put("SCOUT_HOME", home.toString());
      environment.put("SCOUT_DB_USER", "postgres");
      environment.put("SCOUT_DB_PASSWORD", "postgres");
      Shell shell = new Shell(environment);

      assertThat(typing("short\n", shell, "user", "add", "ana").err())
          .contains("at least 12 characters");
      assertThat(typing("", shell, "user", "add", "a b").exitCode()).isEqualTo(2);
      assertThat(typing("", shell, "user", "add", "ana", "--role", "king").exitCode()).isEqualTo(2);
      assertThat(
              typing("correct horse battery\n", shell, "user", "add", "Ana", "--role", "operator")
                  .out())
          .contains("ana can sign in to the console as operator");

      ConsoleUser ana =
          database.owner().withHandle(handle -> ConsoleUsers.find(handle, "ana")).orElseThrow();
      assertThat(PasswordHash.matches("correct horse battery", ana.passwordHash())).isTrue();
      assertThat(shell.run("user", "list").out())
          .contains("ana", "operator")
          .doesNotContain("pbkdf2");
      assertThat(shell.run("user", "remove", "ana").exitCode()).isZero();
      assertThat(shell.run("user", "remove", "ana").exitCode()).isEqualTo(CommandFailure.FAILED);
    }
  }

  private static Shell.Answer typing(String line, Shell shell, String... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
    try {
      return shell.run(arguments);
    } finally {
      System.setIn(before);
    }
  }
}
