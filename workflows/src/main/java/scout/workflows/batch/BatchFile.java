package scout.workflows.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;

/**
 * An object's version that passes through the bulk lane in a group.
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
