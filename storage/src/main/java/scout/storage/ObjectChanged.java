package scout.storage;

/** The key holds another version than the requested one. */
public final class ObjectChanged extends StorageException {
  ObjectChanged(String message) {
    super(StorageFault.OBJECT_CHANGED, message, null);
  }
}
