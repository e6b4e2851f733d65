package scout.bench.ingest.bare;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Only one activity and one local activity, as on the good path of a journey. */
public final class BareJourneyWorkflow implements BareJourney {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final BareSteps load =
      Workflow.newActivityStub(
          BareSteps.class, ActivityOptions.newBuilder().setStartToCloseTimeout(LIMIT).build());
  private final BareSteps archive =
      Workflow.newLocalActivityStub(
          BareSteps.class, LocalActivityOptions.newBuilder().setStartToCloseTimeout(LIMIT).build());

  @Override
  public void run(String key) {
    archive.bareArchive(load.bareLoad(key));
  }

  @Override
  public void arrived(String etag) {
    // the signal itself is all the information
  }
}
