package scout.storage;

/**
 * The storage refuses for good: a wrong credential, a missing permission or bucket, a key that it
 * can't store. The message says what to check. Retrying does not help.
 */
public final class StorageDenied extends StorageException {
  StorageDenied(String code, String message) {
    super(code, message, null);
  }

  StorageDenied(StorageFault fault, String message) {
    super(fault, message, null);
  }
}
