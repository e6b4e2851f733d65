package scout.storage;

/** An object is archived, and the storage refuses to delete it where it was uploaded. */
public final class RemovalDenied extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StorageDenied refusal;

  RemovalDenied(StorageDenied refusal) {
    super(refusal.getMessage());
    this.refusal = refusal;
  }

  /** What the storage answered. */
  public StorageDenied refusal() {
    return refusal;
  }
}
