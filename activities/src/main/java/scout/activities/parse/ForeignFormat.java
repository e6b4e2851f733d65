package scout.activities.parse;

import java.util.List;

/**
 * A format that Scout doesn't read, detected by its first bytes.
 *
 * @param signature its first bytes, each as a character
 * @param binary whether a text could begin like this too, so that non-text bytes must follow
 * @param name its name, for people
 * @param remedy what to do
 */
record ForeignFormat(String signature, boolean binary, String name, String remedy) {
  private static final String SAVE = "Save its sheet as CSV and upload that.";
  private static final String UNPACK = "Unpack it and upload the files in it, each by itself.";
  private static final String REPACK = "Pack the file with gzip or zstd, or leave it unpacked.";
  private static final String EXPORT = "Export its records as CSV or JSON and upload those.";

  private static final List<ForeignFormat> ALL =
      List.of(
          of("PK\u0003\u0004", "a zip archive", UNPACK),
          of("PK\u0005\u0006", "an empty zip archive", UNPACK),
          of("PK\u0007\u0008", "a zip archive in parts", UNPACK),
          of("7z\u00bc\u00af'\u001c", "a 7z archive", UNPACK),
          of("Rar!\u001a\u0007", "a RAR archive", UNPACK),
          of("BZh", "packed with bzip2", REPACK).ifBinary(),
          of("\u00fd7zXZ\u0000", "packed with xz", REPACK),
          of("\u0004\"M\u0018", "packed with lz4", REPACK),
          of("\u00ff\u0006\u0000\u0000sNaPpY", "packed with Snappy", REPACK),
          of("LZIP\u0001", "packed with lzip", REPACK),
          of("\u001f\u009d", "packed with compress (.Z)", REPACK),
          of("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "an old Excel workbook", SAVE),
          of("%PDF-", "a PDF document", EXPORT),
          of("{\\rtf", "an RTF document", EXPORT),
          of("PAR1", "a Parquet file", EXPORT).ifBinary(),
          of("ORC", "an ORC file", EXPORT).ifBinary(),
          of("Obj\u0001", "an Avro file", EXPORT),
          of("ARROW1\u0000", "an Arrow file", EXPORT),
          of("SQLite format 3\u0000", "an SQLite database", EXPORT),
          of("\u0089PNG\r\n", "a PNG image", EXPORT),
          of("\u00ff\u00d8\u00ff", "a JPEG image", EXPORT),
          of("GIF8", "a GIF image", EXPORT).ifBinary());

  private static final ForeignFormat TAR = of("", "a tar archive", UNPACK);
  private static final ForeignFormat WORKBOOK = of("", "an Excel workbook (xlsx, a zip)", SAVE);
  private static final ForeignFormat SPREADSHEET =
      of("", "an OpenDocument spreadsheet (ods, a zip)", SAVE);

  private static ForeignFormat of(String signature, String name, String remedy) {
    return new ForeignFormat(signature, false, name, remedy);
  }

  private ForeignFormat ifBinary() {
    return new ForeignFormat(signature, true, name, remedy);
  }

  /** Returns the format of a file with these first bytes, or null if it is none of these. */
  static ForeignFormat of(FileHead head) {
    if (head.at(257, 'u', 's', 't', 'a', 'r')) {
      return TAR;
    }
    for (ForeignFormat format : ALL) {
      if (format.begins(head)) {
        return head.startsWith('P', 'K') ? zip(format, head) : format;
      }
    }
    return null;
  }

  private boolean begins(FileHead head) {
    boolean same = head.length() >= signature.length();
    for (int i = 0; same && i < signature.length(); i++) {
      same = head.bytes()[i] == (byte) signature.charAt(i);
    }
    return same && !(binary && head.isText());
  }

  private static ForeignFormat zip(ForeignFormat zip, FileHead head) {
    String text = head.text();
    if (text.contains("[Content_Types].xml") || text.contains("_rels/") || text.contains("xl/")) {
      return WORKBOOK;
    }
    return text.contains("opendocument.spreadsheet") ? SPREADSHEET : zip;
  }
}
