package scout.system.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes the posts of alerts, as a chat program does. */
final class PostedAlerts implements AutoCloseable {
  private final List<JsonNode> posts = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  PostedAlerts() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          posts.add(new ObjectMapper().readTree(exchange.getRequestBody()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  /** Where they are posted to. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** How many posts there were, by event and kind, such as {@code opened file_stopped}. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    posts.forEach(
        post -> counts.merge(text(post, "event") + " " + text(post, "kind"), 1, Integer::sum));
    return counts;
  }

  /** The messages of one kind's openings. */
  List<String> opened(String kind) {
    return posts.stream()
        .filter(post -> text(post, "event").equals("opened") && text(post, "kind").equals(kind))
        .map(post -> text(post, "message"))
        .toList();
  }

  private static String text(JsonNode post, String field) {
    return post.get(field).asText();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
