package scout.activities.ingest;

import java.io.InputStream;
import scout.activities.database.Heartbeat;
import scout.activities.parse.StoredBytes;
import scout.storage.ObjectStore;
import scout.storage.StoredObject;

/** An object whose transfer has begun. Opening it again starts another transfer. */
final class OpenedObject implements StoredBytes {
  private final InputStream begun;
  private final ObjectStore store;
  private final StoredObject object;
  private final Heartbeat heartbeat;
  private boolean given;

  /**
   * @param begun the transfer, at its first byte
   * @param object the version that it sends
   * @param heartbeat receives the progress of later transfers
   */
  OpenedObject(InputStream begun, ObjectStore store, StoredObject object, Heartbeat heartbeat) {
    this.begun = begun;
    this.store = store;
    this.object = object;
    this.heartbeat = heartbeat;
  }

  @Override
  public InputStream open() {
    if (given) {
      return new MovingStream(store.open(object).body(), heartbeat);
    }
    given = true;
    return begun;
  }
}
