package scout.cli.commands;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.parallel.Parallel;
import scout.schema.StoredJson;

/**
 * A person's requests to the journeys of many files. A limit on requests under way keeps ten
 * thousand from flooding the server or delaying new uploads. One query asks the ledger about all of
 * them.
 */
final class JourneyRequests {
  private static final int AT_ONCE = 8;
  private static final long PAUSE_MILLIS = 150;

  /** Sends the request for one file; returns once Temporal has stored it. */
  @FunctionalInterface
  interface Sender {
    void send(AnswerRow version, String requestId);
  }

  /**
   * The outcome of one file.
   *
   * @param before the version when the request was made
   * @param after the ledger's row of the version it was carried out on, read then or later
   */
  record Outcome(AnswerRow before, AnswerRow after) {}

  private final ReadSide database;
  private final String bucket;
  private final int most;

  /**
   * @param most the most requests under way
   */
  JourneyRequests(ReadSide database, String bucket, int most) {
    this.database = database;
    this.bucket = bucket;
    this.most = most;
  }

  /**
   * Returns when the ledger has the outcome of each.
   *
   * @param versions of different keys
   * @param deadlines supplies a new one after each progress
   * @param progress receives the number done
   * @return the outcomes in the order of the versions
   * @throws CommandFailure with exit code 1 if a deadline passes without progress
   */
  List<Outcome> carryOut(
      List<AnswerRow> versions,
      Sender sender,
      Supplier<CommandDeadline> deadlines,
      LongConsumer progress)
      throws InterruptedException {
    Deque<AnswerRow> waiting = new ArrayDeque<>(versions);
    Map<String, AnswerRow> underWay = new LinkedHashMap<>();
    Map<AnswerRow, Outcome> done = new LinkedHashMap<>();
    versions.forEach(version -> done.put(version, null));
    CommandDeadline deadline = deadlines.get();
    long count = 0;
    try (Parallel senders = new Parallel(AT_ONCE)) {
      while (count < versions.size()) {
        sendSome(senders, sender, deadline, waiting, underWay);
        Collection<AnswerRow> carriedOut = carriedOut(underWay);
        for (AnswerRow after : carriedOut) {
          AnswerRow before = underWay.remove(after.text("request_id"));
          done.put(before, new Outcome(before, after));
        }
        count += carriedOut.size();
        if (!carriedOut.isEmpty()) {
          progress.accept(count);
          deadline = deadlines.get();
        } else if (deadline.left().isZero()) {
          throw deadline.over(names(underWay));
        } else {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    }
    return List.copyOf(done.values());
  }

  private void sendSome(
      Parallel senders,
      Sender sender,
      CommandDeadline deadline,
      Deque<AnswerRow> waiting,
      Map<String, AnswerRow> underWay)
      throws InterruptedException {
    List<Callable<Void>> calls = new ArrayList<>();
    while (underWay.size() < most && !waiting.isEmpty()) {
      AnswerRow version = waiting.remove();
      String requestId = UUID.randomUUID().toString();
      underWay.put(requestId, version);
      calls.add(
          () -> {
            send(sender, version, requestId, deadline);
            return null;
          });
    }
    try {
      var unused = senders.all(calls);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("Sending a request failed", e.getCause());
    }
  }

  private static void send(
      Sender sender, AnswerRow version, String requestId, CommandDeadline deadline)
      throws InterruptedException {
    deadline.call(
        "Temporal to take the requests",
        () -> {
          sender.send(version, requestId);
          return null;
        });
  }

  private List<AnswerRow> carriedOut(Map<String, AnswerRow> underWay) {
    List<Map<String, String>> requests = new ArrayList<>();
    underWay.forEach(
        (id, version) ->
            requests.add(Map.of("request_id", id, "object_key", version.text("object_key"))));
    return database.rows(
        "carried_out", Map.of("bucket", bucket, "requests", StoredJson.write(requests)));
  }

  private static String names(Map<String, AnswerRow> underWay) {
    String first = underWay.values().iterator().next().text("object_key");
    int others = underWay.size() - 1;
    return "the journey of " + first + (others == 0 ? "" : " and of " + others + " others");
  }
}
