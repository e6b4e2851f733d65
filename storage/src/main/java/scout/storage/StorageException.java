package scout.storage;

/** A call to the storage failed. The message names the call, the place and the code. */
public abstract class StorageException extends RuntimeException {
  private final String code;

  StorageException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  StorageException(StorageFault fault, String message, Throwable cause) {
    this(fault.name(), message, cause);
  }

  /** The failure in one word: the S3 error code if the storage gave one. */
  public String code() {
    return code;
  }
}
