package scout.activities.ingest;

import java.util.function.Supplier;
import org.slf4j.MDC;
import scout.storage.BucketLayout;
import scout.workflows.WorkflowIds;

/**
 * Names the file that a thread works on in each line that it logs meanwhile: {@code key}, {@code
 * journey} and {@code device}.
 */
final class FileLogContext {
  private static final String KEY = "key";
  private static final String JOURNEY = "journey";
  private static final String DEVICE = "device";

  private FileLogContext() {}

  /**
   * Does the work and returns its result.
   *
   * @param key must be in the upload area
   */
  static <T> T within(BucketLayout area, String key, Supplier<T> work) {
    MDC.put(KEY, key);
    MDC.put(JOURNEY, WorkflowIds.file(area.bucket(), key));
    area.device(key).ifPresent(device -> MDC.put(DEVICE, device));
    try {
      return work.get();
    } finally {
      MDC.remove(KEY);
      MDC.remove(JOURNEY);
      MDC.remove(DEVICE);
    }
  }
}
