package scout.workflows.operator;

import java.util.Optional;

/** What a person's action may hold. Whoever asks for it refuses the rest, in these words. */
public final class OperatorLimits {
  /** The most characters of a reason. */
  public static final int LONGEST_REASON = 500;

  /** The longest mute: 30 days. */
  public static final int LONGEST_MUTE_HOURS = 24 * 30;

  private OperatorLimits() {}

  /**
   * What is wrong with a reason; empty if nothing is.
   *
   * @param reason may be null
   */
  public static Optional<String> faultOfReason(String reason) {
    return reason == null || reason.length() <= LONGEST_REASON
        ? Optional.empty()
        : Optional.of("A reason has at most " + LONGEST_REASON + " characters");
  }

  /** What is wrong with a mute of so many hours; empty if nothing is. */
  public static Optional<String> faultOfMute(int hours) {
    return hours >= 1 && hours <= LONGEST_MUTE_HOURS
        ? Optional.empty()
        : Optional.of("An alert is muted for 1 to " + LONGEST_MUTE_HOURS + " hours");
  }
}
