package scout.workflows.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;

/**
 * Files that pass through the bulk lane together. It holds only names, since histories store it.
 *
 * @param bucket the bucket they lie in
 * @param files from 1 to {@value #MAX_FILES}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FileGroup(String bucket, List<BatchFile> files) {
  /**
   * The most files of a group. With S3's longest keys (1,024 bytes), its input is about half a MiB,
   * a quarter of Temporal's limit.
   */
  public static final int MAX_FILES = 500;

  public FileGroup {
    Objects.requireNonNull(bucket, "bucket");
    files = List.copyOf(files);
    if (files.isEmpty() || files.size() > MAX_FILES) {
      throw new IllegalArgumentException(
          "A group holds from 1 to " + MAX_FILES + " files, not " + files.size());
    }
  }
}
