package scout.local.fit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import scout.activities.ingest.IngestSettings;
import scout.activities.parse.FileDamaged;
import scout.activities.parse.ParseSummary;
import scout.activities.parse.RecordPayload;
import scout.activities.parse.RecordReader;
import scout.activities.parse.RecordSink;
import scout.activities.parse.RejectedRecord;
import scout.storage.upload.InputName;
import scout.workflows.FailureCode;

/** Reads inputs with the real parser, and keeps a sample of their records. */
final class SampleReader {
  /** The most records that are kept, of all inputs together. */
  static final int MOST_RECORDS = 10_000;

  /** The code of a file that is left in place. */
  static final String UNSUPPORTED = "UNSUPPORTED";

  private static final long MOST_CHARACTERS = 24L << 20;

  private final IngestSettings settings;
  private int recordsLeft = MOST_RECORDS;
  private long charactersLeft = MOST_CHARACTERS;

  SampleReader(IngestSettings settings) {
    this.settings = settings;
  }

  /** Reads all inputs, in their order. */
  static List<ReadSample> readAll(List<SampleInput> inputs, IngestSettings settings)
      throws IOException {
    SampleReader reader = new SampleReader(settings);
    List<ReadSample> samples = new ArrayList<>();
    for (SampleInput input : inputs) {
      samples.add(reader.read(input));
    }
    return samples;
  }

  private ReadSample read(SampleInput input) throws IOException {
    Kept kept = new Kept();
    String name = input.key().substring(input.key().lastIndexOf('/') + 1);
    if (name.startsWith(".")) {
      return kept.sample(
          input,
          UNSUPPORTED,
          "its name begins with a dot: it would be left where it is",
          null,
          false);
    }
    if (InputName.of(name).isEmpty()) {
      return kept.sample(
          input,
          UNSUPPORTED,
          "its name says no format that Scout reads (%s): it would be left where it is"
              .formatted(InputName.suffixes()),
          null,
          false);
    }
    SampleBytes bytes = SampleBytes.of(input);
    try {
      ParseSummary summary =
          RecordReader.read(
              () -> new ByteArrayInputStream(bytes.bytes()), input.key(), settings.reading(), kept);
      String refusal = tooManyRejected(kept) ? FailureCode.MOSTLY_REJECTED.name() : null;
      String message =
          refusal == null
              ? null
              : kept.rejected
                  + " of "
                  + kept.read
                  + " records can't be loaded"
                  + (summary.hint() == null ? "" : "; " + summary.hint());
      return kept.sample(input, refusal, message, summary.dialect(), bytes.cut());
    } catch (FileDamaged e) {
      boolean onlyCut = bytes.cut() && kept.read > 0;
      return kept.sample(
          input,
          onlyCut ? null : e.code().name(),
          onlyCut ? null : e.getMessage(),
          null,
          bytes.cut());
    }
  }

  private boolean tooManyRejected(Kept kept) {
    return kept.rejected > settings.maxRejectedShare() * kept.read;
  }

  private final class Kept implements RecordSink<RuntimeException> {
    private final List<SampleRecord> records = new ArrayList<>();
    private final Map<String, Long> rejects = new TreeMap<>();
    private final Map<String, String> reasons = new TreeMap<>();
    private long read;
    private long rejected;

    @Override
    public void accept(long recordNo, RecordPayload payload) {
      read++;
      if (recordsLeft > 0 && charactersLeft > 0) {
        SampleRecord record = SampleRecord.of(recordNo, payload);
        records.add(record);
        recordsLeft--;
        charactersLeft -= record.json().length();
      }
    }

    @Override
    public void reject(RejectedRecord reject) {
      read++;
      rejected++;
      rejects.merge(reject.code().name(), 1L, Long::sum);
      reasons.putIfAbsent(
          reject.code().name(), "record " + reject.recordNo() + ": " + reject.message());
    }

    private ReadSample sample(
        SampleInput input, String refusal, String message, String dialect, boolean cut) {
      return new ReadSample(
          input,
          refusal,
          message,
          read,
          rejected,
          rejects,
          reasons,
          refusal == null || refusal.equals(FailureCode.MOSTLY_REJECTED.name())
              ? records
              : List.of(),
          dialect,
          cut);
    }
  }
}
