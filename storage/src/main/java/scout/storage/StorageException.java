package scout.storage;

/** The storage did not do what it was asked. The message names the call, the place and the code. */
public abstract class StorageException extends RuntimeException {
  private final String code;

  StorageException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  StorageException(StorageFault fault, String message, Throwable cause) {
    this(fault.name(), message, cause);
  }

  /** What happened in one word: the S3 error code where the storage gave one. */
  public String code() {
    return code;
  }
}
