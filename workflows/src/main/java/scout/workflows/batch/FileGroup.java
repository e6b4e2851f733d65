package scout.workflows.batch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;

/**
 * Files that go together through the bulk lane: their names alone, since a group stands in
 * histories.
 *
 * @param bucket the bucket they lie in
 * @param files from 1 to {@value #MAX_FILES}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FileGroup(String bucket, List<BatchFile> files) {
  /**
   * The most files of a group. With the longest keys that S3 takes (1,024 bytes), its input stays
   * at about half a MiB, a quarter of what Temporal takes.
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
