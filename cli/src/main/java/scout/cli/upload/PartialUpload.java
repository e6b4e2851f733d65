package scout.cli.upload;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The progress of an upload in parts. It is stored locally, since a device may not list the
 * bucket's parts.
 *
 * @param endpoint the object store
 * @param bucket the bucket
 * @param key the full object key
 * @param facts of the file; another file starts another upload
 * @param size of the file in bytes
 * @param partBytes the size of each part but the last
 * @param uploadId the store's id of the upload
 * @param etags of the stored parts, the first one's first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PartialUpload(
    URI endpoint,
    String bucket,
    String key,
    FileFacts facts,
    long size,
    long partBytes,
    String uploadId,
    List<String> etags) {

  public PartialUpload {
    etags = List.copyOf(etags);
  }

  /** The same with one more part. */
  PartialUpload with(String etag) {
    List<String> more = new ArrayList<>(etags);
    more.add(etag);
    return new PartialUpload(endpoint, bucket, key, facts, size, partBytes, uploadId, more);
  }

  /** True if the other is an upload of the same bytes to the same place. */
  boolean isOf(PartialUpload other) {
    return endpoint.equals(other.endpoint)
        && bucket.equals(other.bucket)
        && key.equals(other.key)
        && facts.equals(other.facts)
        && size == other.size;
  }

  /** How many bytes are stored. */
  long bytes() {
    return Math.min(size, etags.size() * partBytes);
  }
}
