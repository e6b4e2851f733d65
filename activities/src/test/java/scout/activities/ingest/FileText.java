package scout.activities.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import scout.activities.ingest.WrittenFile.WrittenRecord;

/** Writes a file piece by piece, and keeps where each record lies and what it is worth. */
final class FileText {
  static final String FOLDER = "till";
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<WrittenRecord> records = new ArrayList<>();

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** UTF-8, but each {@code <ff 00>} is the bytes that it names. */
  static byte[] withBytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int from = 0;
    for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', from)) {
      int end = text.indexOf('>', at);
      bytes.writeBytes(utf8(text.substring(from, at)));
      bytes.writeBytes(HexFormat.of().parseHex(text.substring(at + 1, end).replace(" ", "")));
      from = end + 1;
    }
    bytes.writeBytes(utf8(text.substring(from)));
    return bytes.toByteArray();
  }

  FileText mark() {
    return text(BYTE_ORDER_MARK);
  }

  /** What is around the records. */
  FileText text(String text) {
    return bytes(utf8(text));
  }

  FileText bytes(byte[] more) {
    bytes.writeBytes(more);
    return this;
  }

  /** A JSON record that bronze should hold as it is. */
  FileText good(String json) {
    return good(utf8(json), json, null);
  }

  /** A record that bronze should hold as this JSON. */
  FileText good(byte[] record, String json, String device) {
    return add(record, json, null, device);
  }

  FileText bad(String record, String code) {
    return bad(utf8(record), code);
  }

  FileText bad(byte[] record, String code) {
    return add(record, null, code, null);
  }

  private FileText add(byte[] record, String json, String code, String device) {
    records.add(new WrittenRecord(bytes.size(), record, json, code, device));
    return bytes(record);
  }

  int records() {
    return records.size();
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** The file, which should be loaded. */
  WrittenFile loaded(String name) {
    return stored(name, toBytes(), null);
  }

  /** The file, which should be quarantined. */
  WrittenFile quarantined(String name, String code) {
    return stored(name, toBytes(), code);
  }

  /** The file with other bytes in the bucket, e.g. packed. */
  WrittenFile stored(String name, byte[] stored, String code) {
    return new WrittenFile(FOLDER + "/" + name, stored, Map.of(), FOLDER, code, records);
  }

  /** The file with what its device declares. */
  WrittenFile declared(String name, Map<String, String> metadata, String code) {
    return new WrittenFile(FOLDER + "/" + name, toBytes(), metadata, FOLDER, code, records);
  }

  /** The file at a path of which the device can't be told, or another one is. */
  WrittenFile at(String path, String device) {
    return new WrittenFile(path, toBytes(), Map.of(), device, null, records);
  }
}
