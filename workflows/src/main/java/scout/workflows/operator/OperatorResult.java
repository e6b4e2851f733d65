package scout.workflows.operator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * How an action ended.
 *
 * @param outcome {@code done}, {@code refused} or {@code failed}
 * @param detail what was done, or why not, in words
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OperatorResult(String outcome, String detail) {
  /** It was carried out. */
  public static OperatorResult done(String detail) {
    return new OperatorResult("done", detail);
  }

  /** It can't be carried out, and a repetition would not help. */
  public static OperatorResult refused(String detail) {
    return new OperatorResult("refused", detail);
  }

  /** It was tried until the time for it was over. */
  public static OperatorResult failed(String detail) {
    return new OperatorResult("failed", detail);
  }
}
