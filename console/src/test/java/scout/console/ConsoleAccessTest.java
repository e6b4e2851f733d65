package scout.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scout.schema.WatchedDatabase;
import scout.schema.users.ConsoleUsers;

/** Who gets in, and what they may do. */
class ConsoleAccessTest {
  private static WatchedDatabase database;
  private static RunningConsole console;

  @BeforeAll
  static void start() throws Exception {
    database = WatchedDatabase.start();
    console = new RunningConsole(database, Map.of("SCOUT_HTTP_PORT", "0"));
    console.user("ana", "secret of ana", "operator");
    console.user("vic", "secret of vic", "viewer");
  }

  @AfterAll
  static void stop() {
    console.close();
    database.close();
  }

  @Test
  void showsNothingWithoutSignIn() throws Exception {
    ConsoleVisitor stranger = new ConsoleVisitor(console);

    for (String path : ConsolePages.ALL) {
      HttpResponse<String> answer = stranger.get(path);
      assertThat(answer.uri().getPath()).as(path).isEqualTo("/console/sign-in");
      assertThat(answer.body()).contains("Password").doesNotContain("Sign out");
    }
  }

  @Test
  void keepsEverythingFromElsewhereOut() throws Exception {
    HttpResponse<String> page = new ConsoleVisitor(console).get("/console/sign-in");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
        .contains("frame-ancestors 'none'", "form-action 'self'")
        .doesNotContain("unsafe", "http:", "https:", "*", "data:");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
    assertThat(page.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Lax", "Path=/console");
    assertThat(page.body()).doesNotContain("style=\"", "onclick", "<style", "<script>");
  }

  @Test
  void letsInByPasswordWhateverTheLetterCaseOfTheName() throws Exception {
    ConsoleVisitor ana = ConsoleVisitor.signedIn(console, "Ana", "secret of ana");

    assertThat(ana.get("/console").body()).contains("Overview", "ana", "operator");
  }

  @Test
  void limitsWrongPasswords() throws Exception {
    console.user("eve", "secret of eve", "viewer");
    ConsoleVisitor guesser = new ConsoleVisitor(console);
    for (int i = 0; i < 5; i++) {
      assertThat(guesser.signIn("eve", "guess " + i).body()).contains("Name or password is wrong");
    }

    // the right one has to wait too; so has every other name from this address
    assertThat(guesser.signIn("eve", "secret of eve").body()).contains("Too many tries");
    assertThat(guesser.get("/console").uri().getPath()).isEqualTo("/console/sign-in");
  }

  @Test
  void theLinkSignsInOnce() throws Exception {
    ConsoleVisitor first = new ConsoleVisitor(console);
    ConsoleVisitor second = new ConsoleVisitor(console);

    assertThat(second.get("/console/enter?token=guessed").body()).contains("The link was used");
    HttpResponse<String> entered = first.get("/console/enter?token=" + RunningConsole.TOKEN);
    assertThat(entered.uri().getPath()).isEqualTo("/console");
    assertThat(entered.body()).contains("operator");
    assertThat(second.get("/console/enter?token=" + RunningConsole.TOKEN).body())
        .contains("The link was used");
  }

  @Test
  void aViewerMayNotAct() throws Exception {
    ConsoleVisitor vic = viewer();
    String csrf = ConsoleVisitor.csrf(vic.get("/console").body());

    HttpResponse<String> refused =
        vic.post(
            "/console/actions/sweep",
            Map.of("_csrf", csrf, "actionId", UUID.randomUUID().toString()));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Your role does not allow this");
    assertThat(actions()).isZero();
  }

  @Test
  void aPostOfAnotherSiteIsRefused() throws Exception {
    ConsoleVisitor entered = viewer();
    HttpResponse<String> refused =
        entered.post("/console/actions/sweep", Map.of("actionId", UUID.randomUUID().toString()));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("another site sent it");
    assertThat(actions()).isZero();
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    ConsoleVisitor vic = viewer();
    String csrf = ConsoleVisitor.csrf(vic.get("/console").body());

    vic.post("/console/sign-out", Map.of("_csrf", csrf));

    assertThat(vic.get("/console").uri().getPath()).isEqualTo("/console/sign-in");
  }

  @Test
  void aChangedOrRemovedUserIsSignedOut() throws Exception {
    console.user("tom", "secret of tom", "operator");
    ConsoleVisitor tom = ConsoleVisitor.signedIn(console, "tom", "secret of tom");
    console.user("tom", "secret of tom", "viewer");
    assertThat(tom.get("/console").uri().getPath()).isEqualTo("/console/sign-in");

    ConsoleVisitor again = ConsoleVisitor.signedIn(console, "tom", "secret of tom");
    database.owner().useHandle(handle -> ConsoleUsers.remove(handle, "tom"));
    assertThat(again.get("/console/files").uri().getPath()).isEqualTo("/console/sign-in");
  }

  private static ConsoleVisitor viewer() throws Exception {
    return ConsoleVisitor.signedIn(console, "vic", "secret of vic");
  }

  private static long actions() {
    return database
        .owner()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM scout.operator_actions")
                    .mapTo(long.class)
                    .one());
  }
}
