package scout.storage.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.storage.BucketLayout;

class InputNameTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "a.json, JSON",
        "a.JSONL, JSON_LINES",
        "a.b.NdJson, JSON_LINES",
        "a.csv, CSV",
        "a.csv.gz, CSV GZIP",
        "a.csv.ZST, CSV ZSTD",
        "a.json.gz.gz, JSON GZIP GZIP",
        "a.json.zst.gz, JSON GZIP ZSTD",
        "a.json.gz.zst, JSON ZSTD GZIP",
        "a.json.gz.gz.gz, -",
        "a.gz, -",
        "a.zip, -",
        "a.csv.zip, -",
        "csv, -",
        "a.csv/b, -",
      })
  void saysWhatANameSays(String name, String words) {
    String said =
        InputName.of("in/till/" + name)
            .map(
                read ->
                    read.records()
                        + read.packings().stream()
                            .map(packing -> " " + packing)
                            .collect(Collectors.joining()))
            .orElse(null);
    assertThat(said).isEqualTo(words);
  }

  @Test
  void hiddenIsWhoseLastPartBeginsWithADot() {
    BucketLayout area = new BucketLayout("sample", "in/");
    for (String key : List.of("in/._a.csv", "in/till/.b.json", "in/.csv", "in/a/..c.jsonl.gz")) {
      assertThat(InputName.hidden(key)).as(key).isTrue();
      assertThat(area.accepts(key)).as(key).isFalse();
      assertThat(area.refusal(key)).as("no reason is named: %s", key).isEmpty();
    }
    for (String key : List.of("in/.till/a.csv", "in/a.csv", "in/_.csv")) {
      assertThat(InputName.hidden(key)).as(key).isFalse();
      assertThat(area.accepts(key)).as(key).isTrue();
    }
  }
}
