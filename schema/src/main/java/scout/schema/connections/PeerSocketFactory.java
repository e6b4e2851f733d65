package scout.schema.connections;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Creates the driver's sockets. The driver gets this class by name, see {@link LoginProperties}.
 */
public final class PeerSocketFactory extends SocketFactory {
  private final SocketGroup group;

  /**
   * @param groupId the id of the {@link SocketGroup} that the sockets belong to
   */
  public PeerSocketFactory(String groupId) {
    this.group = SocketGroup.of(groupId);
  }

  @Override
  public Socket createSocket() {
    try {
      return new PeerSocket(group);
    } catch (IOException e) {
      throw new UncheckedIOException("The system gives no socket", e);
    }
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  private Socket connected(InetSocketAddress peer, InetSocketAddress local) throws IOException {
    Socket socket = createSocket();
    socket.bind(local);
    socket.connect(peer);
    return socket;
  }
}
