package scout.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scout.schema.WatchedDatabase;

/** Sign-in with OpenID Connect, from the console to a provider and back. */
class OidcSignInTest {
  private static final String BEGIN = "/console/oauth2/authorization/oidc";

  private static WatchedDatabase database;
  private static OidcProvider provider;
  private static RunningConsole console;
  private static URI issuer;

  @BeforeAll
  static void start() throws Exception {
    issuer = URI.create("http://127.0.0.1:" + freePort());
    int port = freePort();
    URI address = URI.create("http://127.0.0.1:" + port);
    database = WatchedDatabase.start();
    console =
        new RunningConsole(
            database,
            Map.of(
                "SCOUT_HTTP_PORT",
                Integer.toString(port),
                "SCOUT_CONSOLE_URL",
                address.toString(),
                "SCOUT_OIDC_ISSUER",
                issuer.toString(),
                "SCOUT_OIDC_CLIENT_ID",
                "scout",
                "SCOUT_OIDC_CLIENT_SECRET",
                OidcProvider.CLIENT_SECRET,
                "SCOUT_OIDC_OPERATORS",
                "scout-operators",
                "SCOUT_OIDC_VIEWERS",
                "scout-viewers"));
    // the provider may start later than the console
    provider = new OidcProvider(new OidcProvider.Place(issuer, address));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() {
    provider.close();
    console.close();
    database.close();
  }

  /** Asks for a page, is sent to the provider, signs in there, and is sent back. */
  private static HttpResponse<String> signIn(ConsoleVisitor visitor, String name) throws Exception {
    assertThat(visitor.get("/console/files").body())
        .contains("href=\"" + BEGIN + "\"")
        .doesNotContain("type=\"password\"");
    HttpResponse<String> form = visitor.get(BEGIN);
    assertThat(form.uri().getPort()).isEqualTo(issuer.getPort());
    return visitor.post(
        issuer.resolve("/login"),
        Map.of(
            "_csrf",
            ConsoleVisitor.csrf(form.body()),
            "username",
            name,
            "password",
            OidcProvider.PASSWORD));
  }

  private static HttpResponse<String> askForASweep(ConsoleVisitor visitor) throws Exception {
    String csrf = ConsoleVisitor.csrf(visitor.get("/console").body());
    return visitor.post(
        console.address("/console/actions/sweep"),
        Map.of("_csrf", csrf, "actionId", UUID.randomUUID().toString()));
  }

  @Test
  void letsAnOperatorActUnderTheNameThatTheProviderGives() throws Exception {
    ConsoleVisitor olga = new ConsoleVisitor(console);

    HttpResponse<String> page = signIn(olga, "olga");

    assertThat(page.uri().getPort()).isEqualTo(console.address("/").getPort());
    assertThat(page.body()).contains("olga", "operator", "Sign out");
    assertThat(askForASweep(olga).statusCode()).isEqualTo(200);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (operators().isEmpty() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(operators()).containsExactly("olga");
  }

  private static List<String> operators() {
    return database
        .owner()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT operator FROM scout.operator_actions")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void letsAViewerLookAndNoMore() throws Exception {
    ConsoleVisitor vera = new ConsoleVisitor(console);

    assertThat(signIn(vera, "vera").body()).contains("vera", "viewer");
    assertThat(askForASweep(vera).statusCode()).isEqualTo(403);
  }

  @Test
  void showsNothingToWhoIsInNoGroup() throws Exception {
    ConsoleVisitor nora = new ConsoleVisitor(console);

    HttpResponse<String> page = signIn(nora, "nora");

    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body()).contains("Your role does not allow this");
    assertThat(nora.get("/console/files").statusCode()).isEqualTo(403);
  }

  /** The name says what is wrong with the token. */
  @ParameterizedTest
  @ValueSource(strings = {"issuer", "audience", "expired"})
  void refusesATokenThatIsNotForIt(String name) throws Exception {
    ConsoleVisitor visitor = new ConsoleVisitor(console);

    HttpResponse<String> page = signIn(visitor, name);

    assertThat(page.body()).contains("The provider did not let you in");
    assertThat(visitor.get("/console/files").uri().getPath()).isEqualTo("/console/sign-in");
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    ConsoleVisitor vera = new ConsoleVisitor(console);
    String csrf = ConsoleVisitor.csrf(signIn(vera, "vera").body());

    vera.post("/console/sign-out", Map.of("_csrf", csrf));

    assertThat(vera.get("/console/files").uri().getPath()).isEqualTo("/console/sign-in");
  }

  @Test
  void takesNoCodeThatItDidNotAskFor() throws Exception {
    ConsoleVisitor stranger = new ConsoleVisitor(console);

    HttpResponse<String> page =
        stranger.get("/console/oauth2/code/oidc?code=guessed&state=guessed");

    assertThat(page.uri().getPath()).isEqualTo("/console/sign-in");
    assertThat(page.body()).contains("The provider did not let you in");
  }

  @Test
  void takesNoPassword() throws Exception {
    console.user("ana", "secret of ana", "operator");
    ConsoleVisitor ana = new ConsoleVisitor(console);
    ana.get("/console/sign-in");

    ana.post("/console/sign-in", Map.of("username", "ana", "password", "secret of ana"));

    assertThat(ana.get("/console/files").uri().getPath()).isEqualTo("/console/sign-in");
  }
}
