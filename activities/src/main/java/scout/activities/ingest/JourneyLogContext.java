package scout.activities.ingest;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Optional;
import scout.storage.BucketLayout;
import scout.workflows.WorkflowIds;
import scout.workflows.journey.JourneyStart;

/** Names the file in what each step of its journey logs, see {@link FileLogContext}. */
public final class JourneyLogContext extends WorkerInterceptorBase {
  private final BucketLayout area;

  /**
   * @param area says which device a key is of
   */
  public JourneyLogContext(BucketLayout area) {
    this.area = area;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      private Optional<String> key = Optional.empty();

      @Override
      public void init(ActivityExecutionContext context) {
        key =
            WorkflowIds.object(context.getInfo().getWorkflowId())
                .map(JourneyStart::key)
                .filter(named -> named.startsWith(area.prefix()));
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        return key.isEmpty()
            ? super.execute(input)
            : FileLogContext.within(area, key.get(), () -> super.execute(input));
      }
    };
  }
}
