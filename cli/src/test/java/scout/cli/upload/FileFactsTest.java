package scout.cli.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As edge/scout-upload tells them. */
class FileFactsTest {
  @TempDir Path folder;

  /** The content has \n, \r and \t spelled out, and ~ for a byte order mark. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "a.jsonl, `{}\\n\\n{}\\r\\n \\t\\n{}`, 3",
        "a.ndjson, `~\\n{}\\n`, 1",
        "A.JSONL, `half an obj\\n{}`, 2",
        "a.csv, `id,amount\\n1,2\\n\\n3,4\\n`, 2",
        "a.csv, `~id\\r\\n1\\r\\n`, 1",
        "a.csv, `id\\n`, 0",
        "a.csv, `id,note\\n1,\"two\\nlines\"\\n`, -",
        "a.csv, `id\\r1\\r2`, -",
        "a.csv, `\\n`, -",
        "a.json, `[{},{}]`, -",
        "a.txt, `one\\n`, -",
      })
  void countsRecordsWhereLinesTell(String name, String content, Long records) throws Exception {
    byte[] bytes =
        content
            .replace("\\n", "\n")
            .replace("\\r", "\r")
            .replace("\\t", "\t")
            .replace("~", "\uFEFF")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(FileFacts.of(Files.write(folder.resolve(name), bytes)).records()).isEqualTo(records);
    Path packed = Files.write(folder.resolve(name + ".gz"), packed(bytes));
    assertThat(FileFacts.of(packed).records()).isEqualTo(records);
  }

  private static byte[] packed(byte[] bytes) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void hashesTheBytesAsTheyAre() throws Exception {
    Path file = Files.writeString(folder.resolve("a.jsonl"), "abc");
    assertThat(FileFacts.of(file).metadata())
        .containsEntry(
            "scout-sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        .containsEntry("scout-records", "1");
  }

  @Test
  void aDamagedFileHasAHashAndNoCount() throws Exception {
    byte[] whole = packed("{}\n{}\n".getBytes(StandardCharsets.UTF_8));
    Path cut = Files.write(folder.resolve("cut.jsonl.gz"), Arrays.copyOf(whole, whole.length - 3));
    Path plain = Files.writeString(folder.resolve("plain.jsonl.gz"), "{}\n");

    assertThat(FileFacts.of(cut).metadata()).containsOnlyKeys("scout-sha256");
    assertThat(FileFacts.of(plain).metadata()).containsOnlyKeys("scout-sha256");
    Path same = Files.copy(cut, folder.resolve("same.json"));
    assertThat(FileFacts.of(cut).sha256()).isEqualTo(FileFacts.of(same).sha256());
  }
}
