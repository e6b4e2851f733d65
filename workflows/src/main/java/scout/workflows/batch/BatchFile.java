package scout.workflows.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;

/**
 * A version of an object that goes with others through the bulk lane.
 *
 * @param key the full object key
 * @param etag the version's ETag without quotes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchFile(String key, String etag) {
  public BatchFile {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(etag, "etag");
  }
}
