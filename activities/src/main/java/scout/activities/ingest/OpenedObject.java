package scout.activities.ingest;

import java.io.InputStream;
import scout.activities.parse.StoredBytes;
import scout.activities.storage.ObjectStore;
import scout.activities.storage.StoredObject;

/** An object whose transfer has begun; whoever needs its bytes again has it sent again. */
final class OpenedObject implements StoredBytes {
  private final InputStream begun;
  private final ObjectStore store;
  private final StoredObject object;
  private boolean given;

  /**
   * @param begun the transfer, at its first byte
   * @param object the version that it sends
   */
  OpenedObject(InputStream begun, ObjectStore store, StoredObject object) {
    this.begun = begun;
    this.store = store;
    this.object = object;
  }

  @Override
  public InputStream open() {
    if (given) {
      return store.open(object).body();
    }
    given = true;
    return begun;
  }
}
