package scout.storage;

/** There is no such object (any more). */
public final class ObjectGone extends StorageException {
  ObjectGone(String message) {
    super(StorageFault.OBJECT_GONE, message, null);
  }
}
