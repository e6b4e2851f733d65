package scout.activities.ingest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import scout.activities.Gzip;

/** Files whose content is plain, and whose key, device or declaration is not. */
final class AwkwardNames {
  /** Keys below the prefix that are not input, whatever the objects hold. */
  static final List<String> NOT_INPUT =
      List.of(
          "till/readme.txt",
          "till/a.json.bak",
          "till/a.json.tmp",
          "till/a.csv.zip",
          "till/a.json.gz.gz.zst",
          "till/a.jsonl.GZ.part",
          "till/a.json5",
          "till/a.tsv",
          "till/a.parquet",
          "till/nameless",
          "till/a.gz",
          "till/_SUCCESS",
          "processed/20250314/till/a.json",
          "quarantine/20250314/till/a.json");

  private static final byte[] HASHED = FileText.utf8("{\"a\":1}");

  private final List<WrittenFile> files = new ArrayList<>();

  List<WrittenFile> files() {
    names();
    devices();
    longDevices();
    declarations();
    return files;
  }

  private static FileText plain() {
    return new FileText().good("{\"a\":1}");
  }

  private void names() {
    for (String name :
        List.of(
            "UPPER.JSON",
            "Mixed.Json.Gz",
            "a b.json",
            " lead.json",
            "it's \"quoted\".json",
            "new\nline.json",
            "tab\t.json",
            "50%25+plus&amp;.json",
            "a#b?c=d;e,f:g@h$i!j*k(l)[m]{n}|o^p~q`r.json",
            "back\\slash.json",
            "日本/ürün.json",
            "e\u0301/é.json",
            "🧾.json",
            ".json",
            ".hidden.json",
            "trailing.dots..json",
            "..dots/...json",
            "processed/a.json",
            "quarantine.json",
            "'; DROP TABLE scout.files; --.json",
            "${jndi:x}{}%s%n.json",
            "NULL.json",
            "n".repeat(200) + ".json",
            ("d".repeat(100) + "/").repeat(8) + "a.json")) {
      boolean packed = name.endsWith(".Gz");
      files.add(
          packed
              ? plain().stored("name/" + name, Gzip.pack(plain().toBytes()), null)
              : plain().loaded("name/" + name));
    }
  }

  private void devices() {
    files.add(plain().at("dev-1.json", "unknown"));
    files.add(plain().at("2025/03/14/dev-2.json", "unknown"));
    files.add(plain().at("year=2025/month=03/dev-3.json", "unknown"));
    files.add(plain().at("2025-03-14/till-7/dev-4.json", "till-7"));
    files.add(plain().at("shop/device=till-8/dev-5.json", "till-8"));
    files.add(plain().at("shop/device_id=till-9/2025/dev-6.json", "till-9"));
    files.add(own("a", "a").at("dev-7.jsonl", "a"));
    files.add(own("a", "b").at("dev-8.jsonl", "several"));
    files.add(own("a", "b").at("till/dev-9.jsonl", "till"));
    String blank = "{\"device_id\":\"  \"}";
    files.add(own("x", "x").good(FileText.utf8(blank), blank, "unknown").at("dev-10.jsonl", "x"));
    FileText number = new FileText();
    number.good(FileText.utf8("{\"device_id\":17}"), "{\"device_id\":17}", "17");
    files.add(number.at("dev-11.jsonl", "17"));
  }

  /** What no index can hold is no device's name. */
  private void longDevices() {
    String most = "é".repeat(100);
    files.add(own(most, most).at("dev-12.jsonl", most));
    String noise = noise();
    for (String device : List.of(most + "e", noise)) {
      String json = "{\"device_id\":\"" + device + "\",\"" + noise + "\":1}";
      FileText text = new FileText().good(FileText.utf8(json), json, "unknown");
      files.add(text.at("long-" + files.size() + ".json", "unknown"));
      FileText till = new FileText().good(FileText.utf8(json), json, "till");
      files.add(till.at("till/long-" + files.size() + ".json", "till"));
    }
  }

  /** Letters that can't be packed. */
  private static String noise() {
    Random random = new Random(1);
    StringBuilder noise = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      noise.append((char) ('0' + random.nextInt(75))).append(i % 7);
    }
    return noise.toString().replace("\\", "/");
  }

  private static FileText own(String one, String other) {
    FileText text = new FileText();
    for (String device : List.of(one, other)) {
      String json = "{\"device_id\":\" %s \"}".formatted(device);
      text.good(FileText.utf8(json), json, device).text("\n");
    }
    return text;
  }

  private void declarations() {
    String right = sha256(HASHED);
    declared(Map.of("scout-sha256", right, "scout-records", "1"), null);
    declared(Map.of("scout-sha256", right.toUpperCase(Locale.ROOT)), null);
    declared(Map.of("scout-records", "0001"), null);
    declared(Map.of("other", "x"), null);
    for (String wrong : List.of(sha256(new byte[0]), right.substring(1), "none", right + right)) {
      declared(Map.of("scout-sha256", wrong), "DAMAGED_IN_TRANSIT");
    }
    for (String wrong : List.of("0", "2", "-1", "1.0", "one", "99999999999999999999")) {
      declared(Map.of("scout-sha256", right, "scout-records", wrong), "DAMAGED_IN_TRANSIT");
    }
  }

  private void declared(Map<String, String> metadata, String code) {
    files.add(plain().declared("declared/%03d.json".formatted(files.size()), metadata, code));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
