package scout.activities.parse;

import java.util.Objects;

/**
 * The file's structure is damaged, so nothing of it may be loaded, not even the records that were
 * already handed over. Reading the same bytes again gives the same damage.
 */
public final class FileDamaged extends Exception {
  private static final long serialVersionUID = 1L;

  private final DamageCode code;
  private final long byteOffset;

  /**
   * @param code what kind of damage it is
   * @param byteOffset where it was met, in bytes from the start of the (decompressed) file
   * @param message what is wrong and where, for people; never text from the file
   */
  public FileDamaged(DamageCode code, long byteOffset, String message) {
    super(Objects.requireNonNull(message, "message"));
    this.code = Objects.requireNonNull(code, "code");
    this.byteOffset = byteOffset;
  }

  /** Returns what kind of damage it is. */
  public DamageCode code() {
    return code;
  }

  /** Returns where the damage was met, in bytes from the start of the decompressed file. */
  public long byteOffset() {
    return byteOffset;
  }
}
