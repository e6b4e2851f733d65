package scout.starter;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import scout.starter.schedule.TemporalSetup;
import scout.temporal.TemporalConnection;

/**
 * {@code GET /health}: 200 once the Schedules exist and Temporal and the database answer, else 503.
 * The body has each component's status and the last end of each timer.
 */
@RestController
final class HealthPage {
  private static final String READY = "ready";

  private final TemporalSetup preparation;
  private final TemporalConnection temporal;
  private final Jdbi database;
  private final RepeatedTasks timers;

  HealthPage(
      TemporalSetup preparation, TemporalConnection temporal, Jdbi database, RepeatedTasks timers) {
    this.timers = timers;
    this.preparation = preparation;
    this.temporal = temporal;
    this.database = database;
  }

  @GetMapping("/health")
  ResponseEntity<Map<String, String>> health() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("schedules", preparation.problem().orElse(READY));
    parts.put("temporal", temporalAnswers());
    parts.put("database", databaseAnswers());
    parts.put("timers", timersWork());
    boolean ready = parts.values().stream().allMatch(READY::equals);
    for (RepeatedTask timer : timers.all()) {
      timer.lastEnded().ifPresent(end -> parts.put("last_" + timer.name(), end.toString()));
    }
    return ResponseEntity.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(parts);
  }

  private String timersWork() {
    return timers.all().stream()
        .flatMap(timer -> timer.problem().map(what -> timer.name() + " " + what).stream())
        .findFirst()
        .orElse(READY);
  }

  private String temporalAnswers() {
    try {
      temporal.service().blockingStub().getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return READY;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode().toString();
    }
  }

  private String databaseAnswers() {
    try {
      return database.withHandle(handle -> handle.createQuery("SELECT 1").mapTo(int.class).one())
              == 1
          ? READY
          : "answers nonsense";
    } catch (JdbiException e) {
      return "unreachable";
    }
  }
}
