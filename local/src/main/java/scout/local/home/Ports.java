package scout.local.home;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/**
 * Free ports on the loopback address. A home gets the same ports again at its next start, where
 * they are still free, so that bookmarks and a cluster's view of itself stay true.
 */
public final class Ports {
  private final Path file;
  private final Properties known = new Properties();
  private final Set<Integer> given = new HashSet<>();

  /** The ports of a home. */
  public Ports(Home home) throws IOException {
    this.file = home.folder("run").resolve("ports.properties");
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        known.load(in);
      }
    }
  }

  /** A port that nobody listens on now, the one of last time if possible. */
  public synchronized int get(String name) throws IOException {
    int port = Integer.parseInt(known.getProperty(name, "0"));
    if (port == 0 || !given.add(port) || !isFree(port)) {
      do {
        port = anyFree();
      } while (!given.add(port));
      known.setProperty(name, Integer.toString(port));
      try (Writer out = Files.newBufferedWriter(file)) {
        known.store(out, null);
      }
    }
    return port;
  }

  private static int anyFree() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (java.net.BindException e) {
      return false;
    }
  }
}
