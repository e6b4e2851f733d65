package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ServerLocaleTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void saysThatScoutsOwnIsBuiltIn() throws Exception {
    ServerLocale locale = of("LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'", null);
    assertThat(locale.words())
        .isEqualTo(
            "PostgreSQL "
                + locale.server()
                + ", which orders texts by the builtin locale C.UTF-8, version 1.");
    assertThat(locale.warning()).isEmpty();
  }

  @Test
  void saysThatALocaleHasChangedSinceTheDatabaseWasMade() throws Exception {
    String turkish = "LOCALE_PROVIDER icu ICU_LOCALE 'tr' LOCALE 'C'";
    assertThat(of(turkish, null).warning()).isEmpty();
    assertThat(of(turkish, "153.12").warning())
        .hasValueSatisfying(
            warning ->
                assertThat(warning)
                    .startsWith("The database was made with version 153.12 of its locale")
                    .contains("REINDEX DATABASE"));
  }

  @Test
  void warnsOfTheOperatingSystemsOrder() {
    assertThat(new ServerLocale("18.6", "libc", "en_US.utf8", "2.36", "2.36").warning())
        .hasValueSatisfying(
            warning -> assertThat(warning).contains("the operating system's en_US.utf8"));
    assertThat(new ServerLocale("16.9", "libc", "C.UTF-8", null, null).warning()).isEmpty();
  }

  private static ServerLocale of(String options, String madeWith) throws SQLException {
    String url = server.database("TEMPLATE template0 " + options);
    try (Connection connection = TestServer.connect(url);
        var statement = connection.createStatement()) {
      if (madeWith != null) {
        statement.execute(
            "UPDATE pg_database SET datcollversion = '"
                + madeWith
                + "' WHERE datname = current_database()");
      }
      return ServerLocale.of(connection);
    }
  }
}
