package scout.workflows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import scout.workflows.batch.FileBatch;
import scout.workflows.batch.FileGroup;
import scout.workflows.housekeeping.Housekeeping;
import scout.workflows.journey.FileJourney;
import scout.workflows.journey.JourneyStart;
import scout.workflows.models.ModelApply;
import scout.workflows.models.ModelPlan;
import scout.workflows.models.ModelTest;
import scout.workflows.operator.OperatorAction;
import scout.workflows.rebuild.Rebuild;
import scout.workflows.refresh.LayerRefresh;
import scout.workflows.sweep.EdgeSweep;

/** The workflow and Schedule ids; they are part of the contract and never change. */
public final class WorkflowIds {
  /** The one long-lived {@link LayerRefresh}. */
  public static final String LAYER_REFRESH = "layer-refresh";

  /** The Schedule that starts an {@link EdgeSweep} every 15 minutes. */
  public static final String EDGE_SWEEP_SCHEDULE = "edge-sweep";

  /** A sweep that a person asked for; at most one runs at a time. */
  public static final String EDGE_SWEEP_BY_HAND = "edge-sweep-by-hand";

  /** The Schedule that starts a {@link Housekeeping} every day. */
  public static final String HOUSEKEEPING_SCHEDULE = "housekeeping";

  /** The {@link Rebuild} of layers; one runs at a time. */
  public static final String REBUILD = "rebuild";

  /** The {@link ModelApply} of a declaration; one runs at a time. */
  public static final String MODELS_APPLY = "models-apply";

  private static final String FILE = "file:";
  private static final Pattern OF_FILE = Pattern.compile("file:([^/]+)/(.+)", Pattern.DOTALL);

  private WorkflowIds() {}

  /** The id of the {@link FileJourney} of an object: {@code file:<bucket>/<key>}, cut if long. */
  public static String file(String bucket, String key) {
    return ShortName.of(FILE + bucket + "/" + key);
  }

  /** The id of the {@link FileBatch} of a group; the same group always has the same id. */
  public static String batch(FileGroup group) {
    StringBuilder names = new StringBuilder(group.bucket());
    group
        .files()
        .forEach(file -> names.append('\0').append(file.key()).append('\0').append(file.etag()));
    byte[] bytes = names.toString().getBytes(StandardCharsets.UTF_8);
    return "file-batch:" + UUID.nameUUIDFromBytes(bytes);
  }

  /** The id of the {@link OperatorAction} of an action id. */
  public static String operatorAction(String actionId) {
    return "operator-action:" + actionId;
  }

  /** The id of a {@link ModelPlan}. */
  public static String modelsPlan(UUID request) {
    return "models-plan-" + request;
  }

  /** The id of a {@link ModelTest}. */
  public static String modelsTest(UUID request) {
    return "models-test-" + request;
  }

  /**
   * The object that the id of a {@link FileJourney} names, or empty if the id has another form or
   * was cut because the key is long.
   */
  public static Optional<JourneyStart> object(String workflowId) {
    var parts = OF_FILE.matcher(workflowId);
    return parts.matches() && !ShortName.wasCut(workflowId)
        ? Optional.of(JourneyStart.of(parts.group(1), parts.group(2)))
        : Optional.empty();
  }
}
