package scout.storage;

/** An object is archived, but the storage refuses to delete the uploaded original. */
public final class RemovalDenied extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StorageDenied refusal;

  RemovalDenied(StorageDenied refusal) {
    super(refusal.getMessage());
    this.refusal = refusal;
  }

  /** The storage's answer. */
  public StorageDenied refusal() {
    return refusal;
  }
}
