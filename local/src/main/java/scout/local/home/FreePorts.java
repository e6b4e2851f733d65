package scout.local.home;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;

/**
 * Free ports on the loopback address. A home gets the same ports at its next start, if still free,
 * so that bookmarks and a cluster's own addresses stay valid.
 */
public final class FreePorts {
  // below the ports that systems use for outgoing connections
  private static final int LOWEST = 20_000;
  private static final int COUNT = 10_000;

  private final Path file;
  private final Properties known = new Properties();
  private final Map<String, Integer> given = new HashMap<>();
  private final Random random = new Random();

  /** The ports of a home. */
  public FreePorts(StackHome home) throws IOException {
    this.file = home.folder("run").resolve("ports.properties");
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        known.load(in);
      }
    }
  }

  /** A free port, the previous one if possible; always the same for a name. */
  public synchronized int get(String name) throws IOException {
    Integer before = given.get(name);
    if (before != null) {
      return before;
    }
    int port = Integer.parseInt(known.getProperty(name, "0"));
    while (port == 0 || given.containsValue(port) || !isFree(port)) {
      port = LOWEST + random.nextInt(COUNT);
    }
    given.put(name, port);
    known.setProperty(name, Integer.toString(port));
    try (Writer out = Files.newBufferedWriter(file)) {
      known.store(out, null);
    }
    return port;
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (BindException e) {
      return false;
    }
  }
}
