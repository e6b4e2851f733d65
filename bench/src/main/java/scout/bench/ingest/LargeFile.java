package scout.bench.ingest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Makes large files of each layout. The records repeat; their number is what counts. */
enum LargeFile {
  JSON_LINES("jsonl"),
  JSON_ARRAY("json"),
  CSV("csv"),
  JSON_LINES_GZIP("jsonl.gz"),
  JSON_ARRAY_GZIP("json.gz"),
  CSV_GZIP("csv.gz"),
  /** One record as long as the file, which is too long to be taken. */
  ONE_RECORD("json"),
  /** One line as long as the file. */
  ONE_LINE("jsonl"),
  /** One quote that never closes, so that no record is ever read. */
  OPEN_QUOTE("csv");

  private static final int BLOCK = 1_000;

  private final String suffix;

  LargeFile(String suffix) {
    this.suffix = suffix;
  }

  /** The file's name, which tells its format. */
  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + suffix;
  }

  /** True if its records are to be loaded. */
  boolean loads() {
    return this != ONE_RECORD && this != ONE_LINE && this != OPEN_QUOTE;
  }

  /** Writes at least so many bytes, before they are compressed; returns the number of records. */
  long write(Path file, long bytes) throws IOException {
    try (OutputStream to = Files.newOutputStream(file);
        OutputStream out = suffix.endsWith(".gz") ? new Fast(to) : new BufferedOutputStream(to)) {
      return loads() ? records(out, bytes) : one(out, bytes);
    }
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private long records(OutputStream out, long bytes) throws IOException {
    boolean csv = suffix.startsWith("csv");
    boolean array = suffix.equals("json") || suffix.equals("json.gz");
    out.write(text(csv ? Sales.CSV_HEADER + "\n" : array ? "[" : ""));
    byte[] block = block(csv, array);
    long records = 0;
    for (long written = 0; written < bytes; written += block.length) {
      if (array && records > 0) {
        out.write(',');
      }
      out.write(block);
      records += BLOCK;
    }
    out.write(text(array ? "]" : ""));
    return records;
  }

  private static byte[] block(boolean csv, boolean array) {
    Sales sales = new Sales();
    StringBuilder block = new StringBuilder();
    for (int i = 0; i < BLOCK; i++) {
      block.append(array && i > 0 ? "," : "");
      block.append(csv ? sales.csv("tx-" + i, i % 40, 14) : sales.json("tx-" + i, i % 40, 14));
      block.append(array ? "" : "\n");
    }
    return text(block.toString());
  }

  private long one(OutputStream out, long bytes) throws IOException {
    byte[] chunk = text("x".repeat(1 << 16));
    boolean quote = this == OPEN_QUOTE;
    out.write(
        text(quote ? "transaction_id,note\none,\"" : "{\"transaction_id\":\"one\",\"note\":\""));
    for (long written = 0; written < bytes; written += chunk.length) {
      out.write(chunk);
    }
    out.write(text(quote ? "" : "\"}"));
    return quote ? 0 : 1;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
