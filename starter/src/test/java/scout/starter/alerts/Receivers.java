package scout.starter.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that takes what the vendors take, and says how often it was asked for what. */
public final class Receivers implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<VendorRules, List<JsonNode>> taken = new ConcurrentHashMap<>();
  private final Map<VendorRules, Integer> down = new ConcurrentHashMap<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final List<Integer> answers = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /** Starts it, on any port. */
  public Receivers() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    for (VendorRules vendor : VendorRules.values()) {
      taken.put(vendor, new CopyOnWriteArrayList<>());
      server.createContext(path(vendor), exchange -> take(vendor, exchange));
    }
    server.start();
  }

  private static String path(VendorRules vendor) {
    return "/" + vendor.name().toLowerCase(Locale.ROOT) + "-hidden";
  }

  private void take(VendorRules vendor, HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    int answer = down.getOrDefault(vendor, vendor.answer(body));
    answers.add(answer);
    if (answer < 300) {
      taken.get(vendor).add(body);
      keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    }
    if (answer == 429) {
      exchange.getResponseHeaders().add("Retry-After", "600");
    }
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  /** Where a vendor's messages go. */
  public String address(VendorRules vendor) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path(vendor);
  }

  /** Lets a vendor answer this to everything; 0 lets it work again. */
  void breakDown(VendorRules vendor, int answer) {
    if (answer == 0) {
      down.remove(vendor);
    } else {
      down.put(vendor, answer);
    }
  }

  /** What a vendor took, in order. */
  public List<JsonNode> taken(VendorRules vendor) {
    return taken.get(vendor);
  }

  /** Of each request that was taken. */
  List<String> keys() {
    return keys;
  }

  /** Of every request so far. */
  List<Integer> answers() {
    return new ArrayList<>(answers);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
