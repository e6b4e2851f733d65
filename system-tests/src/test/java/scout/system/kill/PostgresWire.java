package scout.system.kill;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A wire to PostgreSQL. It knows as much of the protocol as it needs to see which statement runs,
 * also one that was prepared long before: a request is the statement's text in one line without its
 * comments, or {@code CopyData} for each piece of a COPY.
 */
final class PostgresWire extends Wire {
  static final String COPY_DATA = "CopyData";

  private static final int SSL = 80_877_103;
  private static final int GSS = 80_877_104;
  private static final int CANCEL = 80_877_102;
  private static final byte READY = 'Z';

  PostgresWire(int port) throws IOException {
    super("127.0.0.1", port);
  }

  @Override
  Connection connection(Socket client, Socket target) {
    return new Session(client, target);
  }

  private final class Session extends Connection {
    private final Map<String, String> prepared = new HashMap<>();
    private volatile boolean oneByteAnswer;

    Session(Socket client, Socket target) {
      super(client, target);
    }

    @Override
    void requests(InputStream from, OutputStream out) throws IOException {
      DataInputStream in = new DataInputStream(from);
      boolean talks = false;
      while (!talks) {
        byte[] start = body(in);
        int code = ByteBuffer.wrap(start, Integer.BYTES, Integer.BYTES).getInt();
        boolean asks = code == SSL || code == GSS;
        oneByteAnswer = asks;
        out.write(start);
        // The answer may be there already, and the field changed.
        talks = !asks && code != CANCEL;
      }
      for (int type = in.read(); type >= 0; type = in.read()) {
        byte[] message = body(in);
        String request = request((byte) type, message);
        if (request != null) {
          come(request);
        }
        out.write(type);
        out.write(message);
      }
    }

    private String request(byte type, byte[] message) {
      Text text = new Text(message);
      switch (type) {
        case 'P' -> {
          prepared.put(text.next(), line(text.next()));
          return null;
        }
        case 'B' -> {
          text.next();
          return prepared.get(text.next());
        }
        case 'Q' -> {
          return line(text.next());
        }
        case 'd' -> {
          return COPY_DATA;
        }
        default -> {
          return null;
        }
      }
    }

    @Override
    void replies(InputStream from, OutputStream out) throws IOException {
      DataInputStream in = new DataInputStream(from);
      for (int type = in.read(); type >= 0; type = in.read()) {
        if (oneByteAnswer) {
          oneByteAnswer = false;
          out.write(type);
          continue;
        }
        byte[] message = body(in);
        if (holdsReply()) {
          if (type == READY) {
            holdReply();
          }
          continue;
        }
        out.write(type);
        out.write(message);
      }
    }
  }

  /** A message from its length on. */
  private static byte[] body(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < Integer.BYTES) {
      throw new EOFException("not a message");
    }
    byte[] message = ByteBuffer.allocate(length).putInt(length).array();
    in.readFully(message, Integer.BYTES, length - Integer.BYTES);
    return message;
  }

  private static String line(String statement) {
    return statement.replaceAll("--[^\n]*", " ").replaceAll("\\s+", " ").strip();
  }

  /** The texts of a message, each of which ends in a zero. */
  private static final class Text {
    private final byte[] message;
    private int position = Integer.BYTES;

    Text(byte[] message) {
      this.message = message;
    }

    String next() {
      int end = position;
      while (message[end] != 0) {
        end++;
      }
      String text = new String(message, position, end - position, StandardCharsets.UTF_8);
      position = end + 1;
      return text;
    }
  }
}
