package scout.storage;

/** The storage can't be reached or fails for now; the same call may succeed later. */
public final class StorageUnavailable extends StorageException {
  StorageUnavailable(String code, String message, Throwable cause) {
    super(code, message, cause);
  }

  StorageUnavailable(StorageFault fault, String message, Throwable cause) {
    super(fault, message, cause);
  }
}
