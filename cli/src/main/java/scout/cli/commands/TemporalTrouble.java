package scout.cli.commands;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Temporal's answers to calls that can be retried. */
final class TemporalTrouble {
  /** The server is busy, e.g. with the same workflow. */
  private static final Set<Status.Code> BUSY =
      EnumSet.of(
          Status.Code.RESOURCE_EXHAUSTED, Status.Code.ABORTED, Status.Code.DEADLINE_EXCEEDED);

  private TemporalTrouble() {}

  /** True if the server was only busy. */
  static boolean busy(Throwable problem) {
    return status(problem).filter(BUSY::contains).isPresent();
  }

  /** True if the server was busy, or could not be reached. */
  static boolean passes(Throwable problem) {
    return busy(problem) || status(problem).filter(Status.Code.UNAVAILABLE::equals).isPresent();
  }

  private static Optional<Status.Code> status(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException answer) {
        return Optional.of(answer.getStatus().getCode());
      }
    }
    return Optional.empty();
  }
}
