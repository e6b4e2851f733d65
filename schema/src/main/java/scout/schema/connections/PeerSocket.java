package scout.schema.connections;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/**
 * A socket that knows which thread waits on it, and how long. The kernel probes an idle peer after
 * 10 seconds and gives up 20 seconds later. It does not probe while bytes are unconfirmed, so
 * {@link #silence()} must be checked too.
 */
final class PeerSocket extends Socket {
  private static final Map<SocketOption<Integer>, Integer> KEEP_ALIVE =
      Map.of(
          ExtendedSocketOptions.TCP_KEEPIDLE, 10,
          ExtendedSocketOptions.TCP_KEEPINTERVAL, 5,
          ExtendedSocketOptions.TCP_KEEPCOUNT, 4);

  private final SocketGroup group;
  private volatile Thread user;
  private volatile boolean waited;
  private volatile long since = System.nanoTime();

  /**
   * @param group contains the socket from its first stream until it is closed
   */
  PeerSocket(SocketGroup group) throws IOException {
    this.group = group;
    setKeepAlive(true);
    for (var option : KEEP_ALIVE.entrySet()) {
      if (supportedOptions().contains(option.getKey())) {
        setOption(option.getKey(), option.getValue());
      }
    }
  }

  /** How long a thread has waited to read or write a byte; zero if none waits. */
  Duration silence() {
    return waited ? age() : Duration.ZERO;
  }

  /** True if this thread waits on it, or was the last to move bytes within that time. */
  boolean usedBy(Thread thread, Duration atMost) {
    return user == thread && (waited || age().compareTo(atMost) < 0);
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  private void begin() {
    user = Thread.currentThread();
    since = System.nanoTime();
    waited = true;
  }

  private void end() {
    since = System.nanoTime();
    waited = false;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        begin();
        try {
          return in.read();
        } finally {
          end();
        }
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        begin();
        try {
          return in.read(bytes, offset, length);
        } finally {
          end();
        }
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    group.add(this);
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int next) throws IOException {
        write(new byte[] {(byte) next}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        begin();
        try {
          out.write(bytes, offset, length);
        } finally {
          end();
        }
      }
    };
  }

  @Override
  public void close() throws IOException {
    group.remove(this);
    super.close();
  }
}
