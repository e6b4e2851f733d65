package scout.storage;

/**
 * The storage refuses, and will go on refusing: a wrong credential, a missing permission or bucket,
 * a key that it can't hold. The message names what to check. Trying again does not help.
 */
public final class StorageDenied extends StorageException {
  StorageDenied(String code, String message) {
    super(code, message, null);
  }

  StorageDenied(StorageFault fault, String message) {
    super(fault, message, null);
  }
}
