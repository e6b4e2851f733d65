package scout.activities.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a client and PostgreSQL and passes everything on, but once: the COMMIT that
 * follows {@link #loseNextCommit} reaches the server, and its reply is lost with the connection.
 */
final class LostReplies implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "lost-replies");
            thread.setDaemon(true);
            return thread;
          });
  private final int serverPort;
  private volatile boolean armed;
  private volatile boolean lost;

  LostReplies(int serverPort) throws IOException {
    this.serverPort = serverPort;
    threads.execute(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  void loseNextCommit() {
    lost = false;
    armed = true;
  }

  /** True if a COMMIT's reply was lost since it was asked for. */
  boolean lost() {
    return lost;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        Connection connection = new Connection(client, server);
        threads.execute(connection::requests);
        threads.execute(connection::replies);
      }
    } catch (SocketException e) {
      // The listening socket was closed: the test is over.
      threads.shutdown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void requests() {
      pass(client, server, false);
    }

    void replies() {
      pass(server, client, true);
    }

    private void pass(Socket from, Socket to, boolean reply) {
      byte[] buffer = new byte[1 << 16];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (reply && armed && tellsOfCommit(buffer, n)) {
            armed = false;
            lost = true;
            return;
          }
          out.write(buffer, 0, n);
          out.flush();
        }
      } catch (IOException e) {
        // One side hung up; closing the other is all there is to do, and done by now.
      }
    }

    /** By the tag of the answer: the statement itself is not sent again once it is prepared. */
    private static boolean tellsOfCommit(byte[] buffer, int length) {
      return new String(Arrays.copyOf(buffer, length), StandardCharsets.ISO_8859_1)
          .contains("COMMIT");
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
