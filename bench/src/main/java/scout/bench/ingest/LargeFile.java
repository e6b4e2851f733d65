package scout.bench.ingest;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Makes large files of each layout. The records repeat; only their number matters. */
enum LargeFile {
  JSON_LINES("jsonl"),
  JSON_ARRAY("json"),
  CSV("csv"),
  JSON_LINES_GZIP("jsonl.gz"),
  JSON_ARRAY_GZIP("json.gz"),
  CSV_GZIP("csv.gz"),
  JSON_LINES_ZSTD("jsonl.zst"),
  /** Two bytes per character, as Windows PowerShell writes. */
  JSON_LINES_UTF16("jsonl", StandardCharsets.UTF_16LE),
  CSV_UTF16("csv", StandardCharsets.UTF_16LE),
  /** All records in an array within one object. */
  ENVELOPE("json"),
  /** Objects without anything between them. */
  GLUED_OBJECTS("json"),
  /** One record as long as the file, which is too long to load. */
  ONE_RECORD("json"),
  /** One line as long as the file. */
  ONE_LINE("jsonl"),
  /** One quote that never closes, so that no record is ever read. */
  OPEN_QUOTE("csv");

  private static final int BLOCK = 1_000;

  private final String suffix;
  private final Charset charset;

  LargeFile(String suffix) {
    this(suffix, StandardCharsets.UTF_8);
  }

  LargeFile(String suffix, Charset charset) {
    this.suffix = suffix;
    this.charset = charset;
  }

  /** The file's name, which gives its format. */
  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + suffix;
  }

  /** True if its records should be loaded. */
  boolean loads() {
    return this != ONE_RECORD && this != ONE_LINE && this != OPEN_QUOTE;
  }

  /** Writes at least this many bytes before compression; returns the number of records. */
  long write(Path file, long bytes) throws IOException {
    try (OutputStream to = Files.newOutputStream(file);
        OutputStream out = packed(to)) {
      return loads() ? records(out, bytes) : one(out, bytes);
    }
  }

  private OutputStream packed(OutputStream to) throws IOException {
    if (suffix.endsWith(".gz")) {
      return new Fast(to);
    }
    // One frame per block: within a frame, the repeated records would shrink to nothing.
    return suffix.endsWith(".zst")
        ? new ZstdOutputStream(to, 1).setCloseFrameOnFlush(true)
        : new BufferedOutputStream(to);
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private long records(OutputStream out, long bytes) throws IOException {
    out.write(text((charset.equals(StandardCharsets.UTF_16LE) ? "\uFEFF" : "") + before()));
    byte[] block = block();
    long records = 0;
    for (long written = 0; written < bytes; written += block.length) {
      out.write(records > 0 ? text(between()) : new byte[0]);
      out.write(block);
      out.flush();
      records += BLOCK;
    }
    out.write(text(after()));
    return records;
  }

  private byte[] block() {
    SampleSales sales = new SampleSales();
    boolean csv = suffix.startsWith("csv");
    StringJoiner block = new StringJoiner(between());
    for (int i = 0; i < BLOCK; i++) {
      block.add(csv ? sales.csv("tx-" + i, i % 40, 14) : sales.json("tx-" + i, i % 40, 14));
    }
    return text(block.toString());
  }

  private String before() {
    if (suffix.startsWith("csv")) {
      return SampleSales.CSV_HEADER + "\n";
    }
    return this == ENVELOPE ? "{\"till\":\"till-01\",\"data\":[" : inArray() ? "[" : "";
  }

  private String between() {
    return this == GLUED_OBJECTS ? "" : inArray() ? "," : "\n";
  }

  private String after() {
    return this == ENVELOPE ? "]}" : inArray() ? "]" : between();
  }

  private boolean inArray() {
    return this == ENVELOPE || this == JSON_ARRAY || this == JSON_ARRAY_GZIP;
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

  private byte[] text(String text) {
    return text.getBytes(charset);
  }
}
