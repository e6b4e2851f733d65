package scout.activities.parse;

import java.io.IOException;
import java.util.Map;

/** Numbers and decodes the framed records, and hands each to the sink as good or rejected. */
final class RecordIntake<X extends Exception> {
  private final RecordDecoder decoder;
  private final JsonCheck check;
  private final int maxRecordBytes;
  private final StandInNames standIns;
  private final KeyCounts keys;
  private final RecordSink<X> sink;
  private final DialectNotes dialect;
  private final RecordPayload payload = new RecordPayload();
  private final ForeignText foreign = new ForeignText();
  private final RecordPages pages;
  private String pageDevice;
  private long read;
  private long rejected;
  private String firstReject;

  RecordIntake(
      FileLayout layout,
      JsonCheck check,
      ParseSettings settings,
      RecordSink<X> sink,
      DialectNotes dialect) {
    this.decoder = layout.decoder();
    this.pages = layout.pages();
    this.check = check;
    this.maxRecordBytes = settings.limits().maxRecordBytes();
    this.standIns = new StandInNames(settings.paths());
    this.keys =
        new KeyCounts(ParseSummary.MAX_PAYLOAD_KEYS, standIns.lookedFor(), standIns.folded());
    this.sink = sink;
    this.dialect = dialect;
  }

  /** Takes all records that are framed. */
  void takeAll(FileFraming framing) throws IOException, FileDamaged, X {
    for (RecordFrame frame = framing.next(); frame != null; frame = framing.next()) {
      enter(framing.envelope());
      RecordProblem problem =
          frame.length() > maxRecordBytes ? tooLong(frame) : decoder.decode(frame, payload);
      if (problem == null || !framing.cutsAgain(frame)) {
        FileFraming page = page(frame, problem);
        if (page != null) {
          takeAll(page);
        } else if (problem == null) {
          accept(frame);
        } else {
          reject(frame, problem);
        }
      }
    }
  }

  /** Opens a record as a page. Records of a page or of a CSV file are never pages. */
  private FileFraming page(RecordFrame frame, RecordProblem problem)
      throws IOException, FileDamaged {
    if (pages == null || payload.envelope() != null) {
      return null;
    }
    return problem == null ? pages.open(frame) : pages.openDamaged(frame);
  }

  private void enter(byte[] envelope) {
    if (envelope != payload.envelope()) {
      payload.envelope(envelope);
      pageDevice =
          envelope == null || check.check(envelope, 0, envelope.length) != null
              ? null
              : check.deviceId();
    }
  }

  /**
   * Returns the file's summary.
   *
   * @throws FileDamaged if its records together show that it has another format
   */
  ParseSummary summary(long bytes) throws FileDamaged {
    foreign.judge(read);
    Map<String, Long> counts = keys.toMap();
    Map<String, String> names = standIns.among(counts.keySet());
    if (!names.isEmpty()) {
      dialect.set(DialectNote.NAMES, names);
    }
    return new ParseSummary(
        read,
        read - rejected,
        rejected,
        bytes,
        counts,
        dialect.toJson(),
        dialect.converted(),
        hint());
  }

  private String hint() {
    String hint = decoder.hint(rejected);
    return hint == null ? firstReject : hint;
  }

  private RecordProblem tooLong(RecordFrame frame) {
    String length = "the record has " + frame.length() + " bytes, " + maxRecordBytes;
    return new RecordProblem(RejectCode.RECORD_TOO_LONG, frame.start(), length + " are allowed");
  }

  private void accept(RecordFrame frame) throws X {
    read++;
    String device = check.deviceId();
    payload.origin(frame.offset(), device == null ? pageDevice : device);
    keys.add(check.names());
    standIns.add(check.nested());
    if (!check.bareWords().isEmpty()) {
      dialect.add(DialectNote.NAN_VALUES, check.bareWords().nans());
      dialect.add(DialectNote.INFINITY_VALUES, check.bareWords().infinities());
    }
    sink.accept(read, payload);
  }

  private void reject(RecordFrame frame, RecordProblem problem) throws FileDamaged, X {
    read++;
    rejected++;
    if (pages != null) {
      foreign.look(frame, problem);
      pages.refuseSwallowed(frame);
    }
    if (firstReject == null) {
      firstReject = "record " + read + " because " + problem.text() + " (" + problem.code() + ")";
    }
    byte[] raw = frame.raw();
    String kept =
        raw.length < frame.length() ? "; the first " + raw.length + " bytes are kept" : "";
    sink.reject(
        new RejectedRecord(
            read, frame.offset(), frame.length(), problem.code(), problem.text() + kept, raw));
  }
}
