package scout.traces;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Where a trace begins. Its ids follow from what it is about.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId the root span's id, 16 hexadecimal digits
 */
public record TraceRoot(String traceId, String spanId) {
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;

  /** The trace of a version of an object. */
  public static TraceRoot ofFile(String bucket, String key, String etag) {
    String digest = sha256(bucket + "\0" + key + "\0" + etag);
    return new TraceRoot(
        digest.substring(0, TRACE_DIGITS),
        digest.substring(TRACE_DIGITS, TRACE_DIGITS + SPAN_DIGITS));
  }

  /** The trace of a refresh: its id is the refresh's without the dashes. */
  public static TraceRoot ofRefresh(UUID refreshId) {
    return new TraceRoot(
        refreshId.toString().replace("-", ""),
        sha256(refreshId.toString()).substring(0, SPAN_DIGITS));
  }

  /** The same, as children and links name it. */
  SpanContext context() {
    return SpanContext.createFromRemoteParent(
        traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
