package scout.schema.connections;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open sockets of one pool. The driver creates sockets through a class name, so a group is
 * found by its id. Close it when the pool is closed.
 */
public final class SocketGroup implements AutoCloseable {
  private static final Map<String, SocketGroup> GROUPS = new ConcurrentHashMap<>();

  /** The group of sockets with other bounds. */
  static final SocketGroup NOBODY = open();

  private final String id;
  private final Set<PeerSocket> sockets = ConcurrentHashMap.newKeySet();

  private SocketGroup(String id) {
    this.id = id;
  }

  /** A new group without sockets. */
  public static SocketGroup open() {
    SocketGroup group = new SocketGroup(UUID.randomUUID().toString());
    GROUPS.put(group.id, group);
    return group;
  }

  /**
   * The group of this id. A closed group is no longer watched, so its last sockets get an unwatched
   * one.
   */
  static SocketGroup of(String id) {
    return GROUPS.getOrDefault(id, new SocketGroup(id));
  }

  /** The id that finds the group: the value of the driver's {@code socketFactoryArg}. */
  public String id() {
    return id;
  }

  void add(PeerSocket socket) {
    sockets.add(socket);
  }

  void remove(PeerSocket socket) {
    sockets.remove(socket);
  }

  /** True if a thread has waited at least that long on one of them. */
  public boolean anySilent(Duration least) {
    return sockets.stream().anyMatch(socket -> socket.silence().compareTo(least) >= 0);
  }

  /**
   * True if this thread waits on one of them, or was the last to move its bytes within that time.
   */
  public boolean usedBy(Thread thread, Duration atMost) {
    return sockets.stream().anyMatch(socket -> socket.usedBy(thread, atMost));
  }

  /**
   * Closes those on which a thread has waited at least that long; the thread gets an exception.
   *
   * @return how many were closed
   */
  public int closeSilent(Duration least) throws IOException {
    int closed = 0;
    for (PeerSocket socket : sockets) {
      if (socket.silence().compareTo(least) >= 0) {
        socket.close();
        closed++;
      }
    }
    return closed;
  }

  @Override
  public void close() {
    GROUPS.remove(id);
  }
}
