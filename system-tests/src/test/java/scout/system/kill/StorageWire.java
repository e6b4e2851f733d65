package scout.system.kill;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A wire to an S3 server: a request is its method and path, such as {@code PUT /bucket/key}, and
 * for a copy {@code from /bucket/key}.
 */
final class StorageWire extends Wire {
  private static final Pattern LENGTH = header("Content-Length");
  private static final Pattern SOURCE = header("x-amz-copy-source");
  private static final Pattern LIST = Pattern.compile("^GET \\S*[?&]list-type=");
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final long SLOW_MILLIS = 100;

  private final AtomicLong lists = new AtomicLong();
  private volatile boolean slow;

  StorageWire(URI server) throws IOException {
    super(server.getHost(), server.getPort());
  }

  private static Pattern header(String name) {
    return Pattern.compile("(?im)^" + name + ":\\s*(\\S+)\\s*$");
  }

  @Override
  Connection connection(Socket client, Socket target) {
    return new Exchange(client, target);
  }

  /** How many listings were asked for. */
  long lists() {
    return lists.get();
  }

  /** From now on what the server sends comes slowly, a piece every tenth of a second, or not. */
  void slow(boolean slowly) {
    slow = slowly;
  }

  private void passTime() throws IOException {
    if (slow) {
      try {
        Thread.sleep(SLOW_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }
  }

  private final class Exchange extends Connection {
    Exchange(Socket client, Socket target) {
      super(client, target);
    }

    @Override
    void requests(InputStream in, OutputStream out) throws IOException {
      for (byte[] head = head(in); head.length > 0; head = head(in)) {
        String text = new String(head, StandardCharsets.UTF_8);
        String request = request(text);
        if (LIST.matcher(request).find()) {
          lists.incrementAndGet();
        }
        come(request);
        out.write(head);
        Matcher length = LENGTH.matcher(text);
        pass(in, out, length.find() ? Long.parseLong(length.group(1)) : 0);
      }
    }

    @Override
    void replies(InputStream in, OutputStream out) throws IOException {
      byte[] buffer = new byte[1 << 17];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (holdsReply()) {
          holdReply();
        }
        passTime();
        out.write(buffer, 0, n);
      }
    }
  }

  private static String request(String head) {
    String first = head.substring(0, head.indexOf(" HTTP/"));
    Matcher source = SOURCE.matcher(head);
    return decoded(source.find() ? first + " from " + source.group(1) : first);
  }

  private static String decoded(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The next request up to its empty line; empty if there is none. */
  private static byte[] head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < HEAD_END.length) {
      int b = in.read();
      if (b < 0) {
        return new byte[0];
      }
      head.write(b);
      matched = b == HEAD_END[matched] ? matched + 1 : b == HEAD_END[0] ? 1 : 0;
    }
    return head.toByteArray();
  }

  private static void pass(InputStream in, OutputStream out, long count) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = count;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw new EOFException("a request broke off");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
  }
}
