package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import scout.storage.BucketLayout;

class FileLogContextTest {
  private static final BucketLayout AREA = new BucketLayout("sample", "scout/v1/bronze/");
  private static final String KEY = "scout/v1/bronze/till-01/a.json";

  @Test
  void namesTheFileWhileTheWorkLasts() {
    MDC.put("WorkflowId", "batch-1");
    Map<String, String> seen = FileLogContext.within(AREA, KEY, MDC::getCopyOfContextMap);
    assertThat(seen)
        .containsEntry("key", KEY)
        .containsEntry("journey", "file:sample/" + KEY)
        .containsEntry("device", "till-01")
        .containsEntry("WorkflowId", "batch-1");
    assertThat(MDC.getCopyOfContextMap()).containsOnlyKeys("WorkflowId");
  }

  @Test
  void forgetsTheFileWhenTheWorkFails() {
    assertThatThrownBy(
            () ->
                FileLogContext.within(
                    AREA,
                    KEY,
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(MDC.get("key")).isNull();
  }
}
