package scout.cli.commands;

import io.temporal.client.WorkflowClient;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.workflows.client.Refreshes;
import scout.workflows.refresh.RefreshRequest;

/** Requests a refresh and waits until one covers every change committed before. */
final class RefreshWait {
  /** A file that a whole refresh leaves out is held; a second refresh excludes a late file. */
  private static final int ROUNDS = 2;

  private final ReadSide database;
  private final WorkflowClient temporal;
  private final CommandDeadline deadline;

  RefreshWait(ReadSide database, WorkflowClient temporal, CommandDeadline deadline) {
    this.database = database;
    this.temporal = temporal;
    this.deadline = deadline;
  }

  /**
   * Returns the row of the refresh that covers everything.
   *
   * @throws CommandFailure if a refresh failed, left files out, or none came in time
   */
  AnswerRow cover(RefreshRequest request) throws InterruptedException {
    OffsetDateTime given = database.now();
    OffsetDateTime since = given;
    for (int round = 0; round < ROUNDS; round++) {
      AnswerRow refresh = next(request, since);
      if (waiting(given) == 0) {
        return refresh;
      }
      since = database.now();
    }
    throw CommandFailure.failed(
        waiting(given) + " files could not be taken into silver; ./scout alerts tells why");
  }

  /** Requests a refresh, and returns the row of one that began at the given time or later. */
  AnswerRow next(RefreshRequest request, OffsetDateTime since) throws InterruptedException {
    ask(request);
    AnswerRow refresh =
        deadline.await(
            "a refresh of the layers",
            () -> {
              List<AnswerRow> finished = database.rows("refresh_finished", Map.of("since", since));
              return finished.stream().findFirst();
            });
    if (!"succeeded".equals(refresh.text("outcome"))) {
      throw CommandFailure.failed("The refresh failed: " + refresh.text("error"));
    }
    return refresh;
  }

  private void ask(RefreshRequest request) throws InterruptedException {
    deadline.call(
        "Temporal to take the request",
        () -> {
          Refreshes.request(temporal, request);
          return null;
        });
  }

  private long waiting(OffsetDateTime before) {
    return database.rows("pending", Map.of("since", before)).get(0).number("files");
  }
}
