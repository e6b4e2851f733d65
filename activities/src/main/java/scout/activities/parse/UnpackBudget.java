package scout.activities.parse;

/**
 * Limits how much a file may unpack to. It compares the bytes of all layers with the object's own
 * bytes, so that packing twice gains nothing.
 */
final class UnpackBudget {
  /** From this output on, the ratio is checked. */
  private static final long RATIO_FREE_BYTES = 1 << 20;

  private final StoredSource stored;
  private final ParseLimits limits;
  private long unpacked;

  UnpackBudget(StoredSource stored, ParseLimits limits) {
    this.stored = stored;
    this.limits = limits;
  }

  /**
   * Counts unpacked bytes of a layer.
   *
   * @throws FileDamaged if there are too many
   */
  void spend(int count) throws FileDamaged {
    unpacked += count;
    if (unpacked > limits.maxInflatedBytes()) {
      throw tooMuch(limits.maxInflatedBytes() + " bytes");
    }
    if (unpacked > RATIO_FREE_BYTES && unpacked / limits.maxInflateRatio() > stored.taken()) {
      throw tooMuch(limits.maxInflateRatio() + " times its size");
    }
  }

  private FileDamaged tooMuch(String allowed) {
    return new FileDamaged(
        DamageCode.INFLATES_TOO_MUCH,
        unpacked,
        "The file unpacks to more than " + allowed + ", which is all that is allowed.");
  }
}
