package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scout.activities.Gzip;

/** Other formats under a name that is read are named, also where they are packed. */
final class ForeignFormatTest {
  @ParameterizedTest
  @CsvSource({
    "425a68393141592653598f01, bzip2",
    "fd377a585a000004, xz",
    "377abcaf271c0004, 7z",
    "526172211a0700, RAR",
    "04224d186440, lz4",
    "d0cf11e0a1b11ae1, Excel",
    "255044462d312e370a, PDF",
    "5041523115041500, Parquet",
    "4f524300ff01, ORC",
    "4f626a0104, Avro",
    "53514c69746520666f726d6174203300, SQLite",
    "89504e470d0a1a0a, PNG",
    "ffd8ffe000104a464946, JPEG",
  })
  void namesBinaryFormats(String hex, String name) {
    byte[] content = Bytes.inText("%s and more", hex);
    for (String file : new String[] {"a.csv", "a.jsonl", "a.json.gz"}) {
      Refused.file(file, content, DamageCode.FOREIGN_FORMAT).withMessageContaining(name);
      Refused.file(file, Gzip.pack(content), DamageCode.FOREIGN_FORMAT)
          .withMessageContaining(name)
          .withMessageContaining("gzip");
    }
  }

  @Test
  void namesZipAndWhatItHolds() throws Exception {
    zip("sales.csv", "a zip archive");
    zip("[Content_Types].xml", "Excel");
    zip("xl/workbook.xml", "Excel");
    Refused.file(
        "a.csv", Bytes.inText("%s", "504b0506" + "00".repeat(18)), DamageCode.FOREIGN_FORMAT);
    byte[] tar = new byte[1_024];
    System.arraycopy(Bytes.of("sales.csv"), 0, tar, 0, 9);
    System.arraycopy(Bytes.of("ustar"), 0, tar, 257, 5);
    Refused.file("a.csv.gz", Gzip.pack(tar), DamageCode.FOREIGN_FORMAT)
        .withMessageContaining("tar archive");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html>\n<html><head><title>Sign in</title>",
        "\ufeff \r\n<HTML>\n",
        "<html lang=\"en\">",
        "<body><h1>502 Bad Gateway</h1>",
        "<table border=1><tr><td>id",
        "<!-- saved --><html>",
        "<?xml version=\"1.0\"?><html xmlns=\"x\">",
      })
  void namesHtml(String content) {
    markup(content, "an HTML page");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code></Error>",
        "<Error><Code>NoSuchKey</Code></Error>",
        "<sale id=\"1\">12.50</sale>",
        "\n<sales>\r\n  <sale/>\n</sales>",
        "<empty/>",
        "<!-- export --><sales>",
      })
  void namesXml(String content) {
    markup(content, "an XML document");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<DATE>,<TIME>,<AMOUNT>\n1,2,3\n",
        "PAR1,b\n1,2\n",
        "ORC,b\n1,2\n",
        "BZh9,GIF8\n1,2\n",
        "PK,b\n1,2\n",
      })
  void aHeaderMayLookAlike(String content) throws Exception {
    assertThat(Collected.of("a.csv", content).summary.loaded()).isEqualTo(1);
  }

  private static void markup(String content, String name) {
    for (String file : new String[] {"a.csv", "a.jsonl", "a.json", "a.csv.gz"}) {
      Refused.file(file, Bytes.of(content), DamageCode.FOREIGN_FORMAT).withMessageContaining(name);
      Refused.file(file, Zstd.pack(Bytes.of(content)), DamageCode.FOREIGN_FORMAT)
          .withMessageContaining(name);
      Refused.file(
              file,
              ("\ufeff" + content).getBytes(StandardCharsets.UTF_16BE),
              DamageCode.FOREIGN_FORMAT)
          .withMessageContaining(name);
    }
  }

  private static void zip(String entry, String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(1);
    }
    Refused.file("a.csv", bytes.toByteArray(), DamageCode.FOREIGN_FORMAT)
        .withMessageContaining(name);
    Refused.file("a.csv.gz", bytes.toByteArray(), DamageCode.FOREIGN_FORMAT)
        .withMessageContaining(name);
  }
}
