package scout.storage;

import io.minio.GetObjectResponse;
import io.minio.HeadObjectResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import okhttp3.Headers;

/**
 * An object being read. Always close it; closing early ends the transfer.
 *
 * @param object the version being read
 * @param metadata the uploader's metadata: the {@code x-amz-meta-} headers, named without that
 *     prefix in lower case
 * @param answeredAt the storage's time of the answer, to the second; null if not given
 * @param body its bytes as stored. Reading throws an IOException if the transfer is cut, so the
 *     stream never ends before the object does
 */
public record ObjectStream(
    StoredObject object, Map<String, String> metadata, Instant answeredAt, InputStream body)
    implements Closeable {
  /** The prefix of the headers that uploaders set. */
  static final String METADATA = "x-amz-meta-";

  public ObjectStream {
    metadata = Map.copyOf(metadata);
  }

  /** The storage's answer to a request for the key's content. */
  static ObjectStream answered(String key, GetObjectResponse answer) {
    StoredObject object =
        StoredObject.answered(
            key, new HeadObjectResponse(answer.headers(), answer.bucket(), answer.region(), key));
    return new ObjectStream(
        object,
        metadata(answer.headers()),
        answer.headers().getInstant("Date"),
        new ExactLengthStream(key, object.size(), answer));
  }

  private static Map<String, String> metadata(Headers headers) {
    Map<String, String> metadata = new HashMap<>();
    for (String name : headers.names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith(METADATA)) {
        metadata.put(lower.substring(METADATA.length()), headers.get(name));
      }
    }
    return metadata;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
