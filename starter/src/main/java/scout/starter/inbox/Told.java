package scout.starter.inbox;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.EnumSet;
import java.util.Set;

/**
 * What became of an entry that was handed to Temporal.
 *
 * @param failure why Temporal did not take it; null if it did
 */
record Told(InboxEntry entry, RuntimeException failure) {
  /** What Temporal answers to a request that can't be carried out, whenever it comes. */
  private static final Set<Status.Code> REFUSALS =
      EnumSet.of(
          Status.Code.INVALID_ARGUMENT,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.OUT_OF_RANGE,
          Status.Code.ALREADY_EXISTS);

  boolean taken() {
    return failure == null;
  }

  /** True if Temporal does not take this entry, and may take others. */
  boolean refused() {
    return failure != null && isRefusal(failure);
  }

  /** True if Temporal takes nothing now. */
  boolean away() {
    return !taken() && !refused();
  }

  private static boolean isRefusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException answer) {
        return REFUSALS.contains(answer.getStatus().getCode());
      }
    }
    return false;
  }
}
