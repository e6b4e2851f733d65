package scout.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser's cookies, who follows redirects. */
final class ConsoleVisitor {
  private static final Pattern CSRF =
      Pattern.compile("name=\"_csrf\"(?: type=\"hidden\")? value=\"([^\"]+)\"");
  private static final Pattern ACTION = Pattern.compile("name=\"actionId\" value=\"([^\"]+)\"");

  private final RunningConsole console;
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.ALWAYS)
          .build();

  ConsoleVisitor(RunningConsole console) {
    this.console = console;
  }

  /** Somebody who has signed in with their password. */
  static ConsoleVisitor signedIn(RunningConsole console, String name, String password)
      throws IOException, InterruptedException {
    ConsoleVisitor visitor = new ConsoleVisitor(console);
    visitor.signIn(name, password);
    return visitor;
  }

  HttpResponse<String> signIn(String name, String password)
      throws IOException, InterruptedException {
    String csrf = csrf(get("/console/sign-in").body());
    return post("/console/sign-in", Map.of("_csrf", csrf, "username", name, "password", password));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(console.address(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, Map<String, String> form)
      throws IOException, InterruptedException {
    return post(console.address(path), form);
  }

  /** The same anywhere. */
  HttpResponse<String> post(URI address, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return http.send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String csrf(String page) {
    return first(CSRF, page);
  }

  static String actionId(String page) {
    return first(ACTION, page);
  }

  private static String first(Pattern pattern, String page) {
    Matcher found = pattern.matcher(page);
    if (!found.find()) {
      throw new AssertionError("The page lacks " + pattern + ": " + page);
    }
    return found.group(1);
  }
}
