package scout.starter.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Update;
import scout.schema.SqlFile;
import scout.storage.BucketLayout;

/**
 * Keeps storage events in the database until a {@link InboxDispatcher} has begun their work. Events
 * that come at the same time share a commit. Thread-safe.
 */
public final class LiveInbox implements AutoCloseable {
  private static final SqlFile SQL = SqlFile.load(LiveInbox.class, "/scout/starter/inbox.sql");

  /** More have waited for long, and the sweeps find their files too. */
  private static final long MOST = 100_000;

  private final KeptConnection connection;
  private final BucketLayout area;
  private final WakeUp dispatcher;
  private final long most;
  private final ReentrantLock turn = new ReentrantLock();
  private final List<Waiting> queue = new ArrayList<>();

  /** A call that waits for the commit of its objects; its end is guarded by the turn. */
  private static final class Waiting {
    private final List<NewObject> objects;
    private boolean ended;
    private RuntimeException failure;

    private Waiting(List<NewObject> objects) {
      this.objects = objects;
    }

    private void end(RuntimeException trouble) {
      ended = true;
      failure = trouble;
    }
  }

  /**
   * @param database as {@code scout_watch}
   * @param area tells the device of a key
   * @param dispatcher woken after each commit
   */
  public LiveInbox(Jdbi database, BucketLayout area, WakeUp dispatcher) {
    this(database, area, dispatcher, MOST);
  }

  LiveInbox(Jdbi database, BucketLayout area, WakeUp dispatcher, long most) {
    this.connection = new KeptConnection(database);
    this.area = area;
    this.dispatcher = dispatcher;
    this.most = most;
  }

  /**
   * Returns once all objects are committed.
   *
   * @throws InboxFull if there is no room
   * @throws JdbiException if the database can't be reached
   */
  public void add(List<NewObject> objects) {
    Waiting mine = new Waiting(objects);
    synchronized (queue) {
      queue.add(mine);
    }
    turn.lock();
    try {
      if (!mine.ended) {
        commit();
      }
    } finally {
      turn.unlock();
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
    dispatcher.wake();
  }

  /** Commits what all waiting calls bring. */
  private void commit() {
    List<Waiting> together;
    synchronized (queue) {
      together = List.copyOf(queue);
      queue.clear();
    }
    List<NewObject> objects = together.stream().flatMap(call -> call.objects.stream()).toList();
    RuntimeException failure = null;
    try {
      int added = connection.inTransactionAgain(handle -> insert(handle, objects));
      if (added < objects.size()) {
        failure = new InboxFull();
      }
    } catch (RuntimeException e) {
      // whatever it is, each call has to throw it: its objects are not stored
      failure = e;
    }
    for (Waiting call : together) {
      call.end(failure);
    }
  }

  private int insert(Handle handle, List<NewObject> objects) {
    Update insert = handle.createUpdate(SQL.get("add")).bind("most", most);
    array(insert, "buckets", String.class, objects, NewObject::bucket);
    array(insert, "keys", String.class, objects, NewObject::key);
    array(insert, "etags", String.class, objects, NewObject::etag);
    array(insert, "sizes", Long.class, objects, NewObject::size);
    array(insert, "devices", String.class, objects, object -> area.device(object.key()).orElse(""));
    return insert.execute();
  }

  private static <T> void array(
      Update insert,
      String name,
      Class<T> type,
      List<NewObject> objects,
      Function<NewObject, T> value) {
    insert.bindArray(name, type, objects.stream().map(value).toList());
  }

  @Override
  public void close() {
    connection.close();
  }
}
