package scout.activities.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Passes on what a client and a server say, until it is stopped: then connections stay open, new
 * ones are taken, and no byte passes any more, as when the link to a machine is gone.
 */
final class StoppedWire implements AutoCloseable {
  private final int target;
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Semaphore passing = new Semaphore(Integer.MAX_VALUE);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  StoppedWire(int target) throws IOException {
    this.target = target;
    threads.execute(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  void stop() {
    passing.drainPermits();
  }

  void goOn() {
    passing.release(Integer.MAX_VALUE);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        threads.execute(() -> pass(client, server));
        threads.execute(() -> pass(server, client));
      }
    } catch (SocketException e) {
      return; // closed
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[8192];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        passing.acquire();
        passing.release();
        out.write(bytes, 0, count);
      }
    } catch (IOException | InterruptedException e) {
      return; // one side has ended
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
