package scout.activities.parse;

import java.util.Objects;

/**
 * The file's structure is damaged. Nothing of it may be loaded, not even the records already handed
 * over. Reading the same bytes again gives the same damage.
 */
public final class FileDamaged extends Exception {
  private static final long serialVersionUID = 1L;

  private final DamageCode code;
  private final long byteOffset;

  /**
   * @param code the kind of damage
   * @param byteOffset where it was found, in bytes from the start of the (decompressed) file
   * @param message what is wrong and where, for people; never text from the file
   */
  public FileDamaged(DamageCode code, long byteOffset, String message) {
    super(Objects.requireNonNull(message, "message"));
    this.code = Objects.requireNonNull(code, "code");
    this.byteOffset = byteOffset;
  }

  /** Returns the kind of damage. */
  public DamageCode code() {
    return code;
  }

  /** Returns where the damage was found, in bytes from the start of the decompressed file. */
  public long byteOffset() {
    return byteOffset;
  }
}
