package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RecordReaderTest {
  @Test
  void readsOneObjectALine() throws Exception {
    Collected file =
        Collected.of("a.jsonl", "\ufeff{\"a\":1, \"device_id\":\"pi-1\"}\r\n\r\n  {\"a\":tru}\n{}");
    assertThat(file.outcomes())
        .containsExactly("{\"a\":1, \"device_id\":\"pi-1\"}", "INVALID_JSON", "{}");
    assertThat(file.good.get(0).deviceId()).isEqualTo("pi-1");
    assertThat(file.good.get(1).deviceId()).isNull();
    assertThat(file.summary.payloadKeys()).containsOnlyKeys("a", "device_id");
  }
}
