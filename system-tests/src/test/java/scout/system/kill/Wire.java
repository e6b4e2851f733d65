package scout.system.kill;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between a worker and a server, passes everything on, and holds what comes to a trap. */
abstract class Wire implements AutoCloseable {
  private static final int REMEMBERED = 40;

  private final InetSocketAddress server;
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final List<Trap> traps = new CopyOnWriteArrayList<>();
  private final Deque<String> latest = new ArrayDeque<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "wire");
            thread.setDaemon(true);
            return thread;
          });

  Wire(String host, int port) throws IOException {
    this.server = new InetSocketAddress(host, port);
    threads.execute(this::accept);
  }

  /** Where the worker finds the server. */
  int port() {
    return listening.getLocalPort();
  }

  void set(Trap trap) {
    traps.add(trap);
  }

  /** Cuts every connection, as the end of the worker's machine would, and lifts the traps. */
  void cut() {
    traps.clear();
    connections.forEach(Connection::close);
  }

  /** What was asked for lately, for whoever wonders why a trap stayed empty. */
  String latest() {
    synchronized (latest) {
      return String.join("\n", latest);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket target = new Socket(server.getAddress(), server.getPort());
        client.setTcpNoDelay(true);
        target.setTcpNoDelay(true);
        Connection connection = connection(client, target);
        connections.add(connection);
        threads.execute(connection::passRequests);
        threads.execute(connection::passReplies);
      }
    } catch (SocketException e) {
      // The listening socket was closed: the test is over.
      threads.shutdown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection that was accepted, with its counterpart to the server. */
  abstract Connection connection(Socket client, Socket target) throws IOException;

  /** One connection. */
  abstract class Connection {
    private final Socket client;
    private final Socket target;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Trap, Trap.Walk> walks = new IdentityHashMap<>();
    private volatile Trap caught;

    Connection(Socket client, Socket target) {
      this.client = client;
      this.target = target;
    }

    /** Reads requests and passes each on, after it has asked {@link #come}. */
    abstract void requests(InputStream in, OutputStream out) throws IOException;

    /** Passes replies on; while {@link #holdsReply}, it reads the one that is due to its end. */
    abstract void replies(InputStream in, OutputStream out) throws IOException;

    /** To be called before a request is passed on; returns when it may be. */
    final void come(String request) throws IOException {
      synchronized (latest) {
        latest.add(request.substring(0, Math.min(request.length(), 200)));
        if (latest.size() > REMEMBERED) {
          latest.remove();
        }
      }
      for (Trap trap : traps) {
        if (walks.computeIfAbsent(trap, Trap::walk).meets(request)) {
          if (trap.isAfter()) {
            caught = trap;
          } else {
            stay(trap);
          }
        }
      }
    }

    /** True if the reply that comes next is the one that the client must not see. */
    final boolean holdsReply() {
      return caught != null;
    }

    /** To be called when the reply to be held has come; does not return normally. */
    final void holdReply() throws IOException {
      stay(caught);
    }

    private void stay(Trap trap) throws IOException {
      trap.hold();
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new SocketException("cut in a trap");
    }

    private void passRequests() {
      pass(true);
    }

    private void passReplies() {
      pass(false);
    }

    private void pass(boolean requests) {
      try (client;
          target) {
        if (requests) {
          requests(new BufferedInputStream(client.getInputStream(), 1 << 17), out(target));
        } else {
          replies(new BufferedInputStream(target.getInputStream(), 1 << 17), out(client));
        }
      } catch (IOException e) {
        // One side hung up; closing the other is all there is to do, and done by now.
        closed.countDown();
      } finally {
        connections.remove(this);
      }
    }

    private static OutputStream out(Socket socket) throws IOException {
      return socket.getOutputStream();
    }

    final void close() {
      closed.countDown();
      try (client;
          target) {
        connections.remove(this);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
    threads.shutdownNow();
  }
}
