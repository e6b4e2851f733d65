package scout.console.actions;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import scout.console.alerts.AlertReads;
import scout.console.audit.ActionEnd;
import scout.console.audit.AskedAction;
import scout.console.audit.AuditReads;
import scout.console.data.ConsoleDatabase;
import scout.console.files.FileReads;
import scout.console.web.BadAddress;
import scout.console.web.NotFound;
import scout.console.web.PageRenderer;
import scout.console.web.Viewer;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.workflows.client.OperatorActions;
import scout.workflows.operator.OperatorActionKind;
import scout.workflows.operator.OperatorLimits;
import scout.workflows.operator.OperatorRequest;
import scout.workflows.operator.OperatorResult;

/** Asks before an action, and has a workflow do it. */
@RestController
public final class ActionsController {
  /** Usually a worker needs some milliseconds; a page does not wait for one that is away. */
  private static final Duration WAIT = Duration.ofSeconds(3);

  private final PageRenderer pages;
  private final ActionPlans plans;
  private final AuditReads audit;
  private final WorkflowClient client;
  private final String bucket;

  /** Renders with these pages, and asks this Temporal. */
  public ActionsController(
      PageRenderer pages, ConsoleDatabase database, WorkflowClient client, Settings settings) {
    this.pages = pages;
    this.client = client;
    this.bucket = settings.get(SettingCatalog.S3_BUCKET);
    this.audit = new AuditReads(database, bucket);
    this.plans =
        new ActionPlans(
            new FileReads(database, bucket),
            new AlertReads(database),
            bucket + "/" + settings.get(SettingCatalog.S3_PREFIX));
  }

  @GetMapping("/console/actions/{action}")
  ResponseEntity<String> ask(
      @PathVariable String action,
      @RequestParam(name = "key", defaultValue = "") String key,
      @RequestParam(name = "alert", defaultValue = "") String alert,
      HttpServletRequest request) {
    ActionPlan plan = plans.plan(kind(action), key.isEmpty() ? alert : key);
    return pages.page(
        "confirm", request, Map.of("plan", plan, "actionId", UUID.randomUUID().toString()));
  }

  @PostMapping("/console/actions/{action}")
  ResponseEntity<String> act(
      @PathVariable String action,
      @RequestParam UUID actionId,
      @RequestParam(defaultValue = "") String target,
      @RequestParam(defaultValue = "") String etag,
      @RequestParam(defaultValue = "0") int hours,
      @RequestParam(defaultValue = "") String reason,
      HttpServletRequest request) {
    OperatorActionKind kind = kind(action);
    ActionPlan plan = plans.plan(kind, target);
    String why = reason.strip();
    refuse(OperatorLimits.faultOfReason(why));
    OperatorRequest wish =
        OperatorRequest.of(
            actionId.toString(),
            Viewer.of(request).name(),
            kind,
            plan.subject(),
            why.isEmpty() ? null : why);
    waitForEnd(OperatorActions.start(client, detailed(kind, wish, plan, etag, hours)));
    return pages.page("acted", request, ended(plan, actionId, 1));
  }

  /** What came of an action that was not over yet, which the page asks for for ten minutes. */
  @GetMapping("/console/actions/{action}/ended")
  ResponseEntity<String> ended(
      @PathVariable String action,
      @RequestParam UUID actionId,
      @RequestParam(defaultValue = "") String target,
      @RequestParam(defaultValue = "1") int looks,
      HttpServletRequest request) {
    ActionPlan plan = plans.begun(kind(action), target);
    return pages.page("actedpart", request, ended(plan, actionId, looks));
  }

  private Map<String, ?> ended(ActionPlan plan, UUID actionId, int looks) {
    ActionEnd end = audit.one(actionId).map(AskedAction::end).orElseGet(ActionEnd::waiting);
    return Map.of(
        "plan", plan, "actionId", actionId.toString(), "end", end, "looks", Math.max(1, looks));
  }

  private OperatorRequest detailed(
      OperatorActionKind kind, OperatorRequest wish, ActionPlan plan, String etag, int hours) {
    return switch (kind) {
      case REPROCESS, DISCARD -> {
        if (!plan.etags().contains(etag)) {
          throw new BadAddress("The file has no such version any more; load its page again.");
        }
        yield wish.ofVersion(bucket, etag);
      }
      case ACKNOWLEDGE -> wish.ofAlert(AlertNumber.of(plan.target()), null);
      case MUTE -> {
        refuse(OperatorLimits.faultOfMute(hours));
        yield wish.ofAlert(
            AlertNumber.of(plan.target()),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(hours)).toString());
      }
      case SWEEP, REFRESH -> wish;
    };
  }

  private static void refuse(Optional<String> fault) {
    fault.ifPresent(
        words -> {
          throw new BadAddress(words + ".");
        });
  }

  private static void waitForEnd(WorkflowStub action) {
    try {
      var unused = action.getResult(WAIT.toMillis(), TimeUnit.MILLISECONDS, OperatorResult.class);
    } catch (TimeoutException e) {
      // The page says so, and asks again.
    }
  }

  private static OperatorActionKind kind(String word) {
    return OperatorActionKind.ofWord(word)
        .orElseThrow(() -> new NotFound("There is no such action."));
  }
}
