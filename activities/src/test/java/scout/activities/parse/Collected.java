package scout.activities.parse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that came of one file: the good records as text, and the rejects. */
final class Collected implements RecordSink<RuntimeException> {
  record Good(long recordNo, long byteOffset, String json, String deviceId) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  final List<Good> good = new ArrayList<>();
  final List<String> envelopes = new ArrayList<>();
  final List<RejectedRecord> rejects = new ArrayList<>();
  ParseSummary summary;

  static Collected of(String name, String content) throws IOException, FileDamaged {
    return of(name, content.getBytes(StandardCharsets.UTF_8));
  }

  static Collected of(String name, byte[] content) throws IOException, FileDamaged {
    return of(name, content, ParseSettings.defaults());
  }

  static Collected of(String name, InputStream body, ParseLimits limits)
      throws IOException, FileDamaged {
    return of(name, () -> body, ParseSettings.of(limits));
  }

  static Collected of(String name, byte[] content, ParseSettings settings)
      throws IOException, FileDamaged {
    return of(name, () -> new ByteArrayInputStream(content), settings);
  }

  static Collected of(String name, StoredBytes stored, ParseSettings settings)
      throws IOException, FileDamaged {
    Collected collected = new Collected();
    collected.summary = RecordReader.read(stored, name, settings, collected);
    return collected;
  }

  /** The outcome of each record in order: its JSON, or its reject's code. */
  List<String> outcomes() {
    List<String> outcomes = new ArrayList<>();
    int nextGood = 0;
    int nextReject = 0;
    for (long no = 1; no <= summary.read(); no++) {
      boolean isGood = nextGood < good.size() && good.get(nextGood).recordNo() == no;
      outcomes.add(isGood ? good.get(nextGood++).json() : rejects.get(nextReject++).code().name());
    }
    return outcomes;
  }

  /** Each record's value of a member in order, or its reject's code. */
  List<Object> values(String member) throws IOException {
    List<Object> values = new ArrayList<>();
    for (String outcome : outcomes()) {
      values.add(
          outcome.startsWith("{") ? JSON.readValue(outcome, Map.class).get(member) : outcome);
    }
    return values;
  }

  @Override
  public void accept(long recordNo, RecordPayload record) {
    String json =
        new String(record.bytes(), record.offset(), record.length(), StandardCharsets.UTF_8);
    byte[] page = record.envelope();
    envelopes.add(page == null ? null : new String(page, StandardCharsets.UTF_8));
    good.add(new Good(recordNo, record.byteOffset(), json, record.deviceId()));
  }

  @Override
  public void reject(RejectedRecord reject) {
    rejects.add(reject);
  }
}
