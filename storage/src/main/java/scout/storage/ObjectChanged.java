package scout.storage;

/** The key holds another version of the object than the one that was asked for. */
public final class ObjectChanged extends StorageException {
  ObjectChanged(String message) {
    super(StorageFault.OBJECT_CHANGED, message, null);
  }
}
