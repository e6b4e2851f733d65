package scout.cli.upload;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * How far an upload in parts has come. It is kept on this side, since a device may not ask the
 * bucket which parts are there.
 *
 * @param endpoint the object store
 * @param bucket the bucket
 * @param key the full object key
 * @param facts of the file; another file begins another upload
 * @param size of the file in bytes
 * @param partBytes the size of each part but the last
 * @param uploadId what the store calls the upload
 * @param etags of the parts that are there, the first one's first
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

  /** As this, with one part more. */
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

  /** How many bytes of the file are there. */
  long bytes() {
    return Math.min(size, etags.size() * partBytes);
  }
}
