package scout.activities.parse;

import java.util.Map;

/** Numbers and decodes the framed records, and hands each to the sink as good or rejected. */
final class Intake<X extends Exception> {
  private final Decoder decoder;
  private final JsonCheck check;
  private final int maxRecordBytes;
  private final StandInNames standIns;
  private final KeyCounts keys;
  private final RecordSink<X> sink;
  private final Dialect dialect;
  private final Payload payload = new Payload();
  private long read;
  private long rejected;

  Intake(
      Decoder decoder,
      JsonCheck check,
      ParseSettings settings,
      RecordSink<X> sink,
      Dialect dialect) {
    this.decoder = decoder;
    this.check = check;
    this.maxRecordBytes = settings.limits().maxRecordBytes();
    this.standIns = new StandInNames(settings.paths());
    this.keys =
        new KeyCounts(ParseSummary.MAX_PAYLOAD_KEYS, standIns.lookedFor(), standIns.folded());
    this.sink = sink;
    this.dialect = dialect;
  }

  void take(Frame frame) throws X {
    read++;
    if (frame.length() > maxRecordBytes) {
      String length = "the record has " + frame.length() + " bytes, " + maxRecordBytes;
      reject(frame, RejectCode.RECORD_TOO_LONG, length + " are allowed");
      return;
    }
    Problem problem = decoder.decode(frame, payload);
    if (problem != null) {
      reject(frame, problem.code(), problem.text());
      return;
    }
    payload.origin(frame.offset(), check.deviceId());
    keys.add(check.names());
    standIns.add(check.nested());
    sink.accept(read, payload);
  }

  ParseSummary summary(long bytes) {
    Map<String, Long> counts = keys.toMap();
    Map<String, String> names = standIns.among(counts.keySet());
    if (!names.isEmpty()) {
      dialect.set(DialectNote.NAMES, names);
    }
    return new ParseSummary(
        read, read - rejected, rejected, bytes, counts, dialect.toJson(), dialect.converted());
  }

  private void reject(Frame frame, RejectCode code, String message) throws X {
    rejected++;
    byte[] raw = frame.raw();
    String kept =
        raw.length < frame.length() ? "; the first " + raw.length + " bytes are kept" : "";
    sink.reject(new Reject(read, frame.offset(), frame.length(), code, message + kept, raw));
  }
}
