package scout.activities.parse;

import java.io.IOException;
import scout.storage.upload.InputName;
import scout.storage.upload.InputName.Packing;
import scout.storage.upload.LineCount;

/** Counts a stored file's records by lines, as a device does to declare them. */
public final class StoredLines {
  private static final int BUFFER = 64 * 1024;

  private StoredLines() {}

  /**
   * Reads a whole file, unpacked if its name says gzip.
   *
   * @param fileName the file's name or key, whose suffixes give the format
   * @return the count as {@code edge/scout-upload} declares it, null if that declares none
   * @throws IOException if the bytes are not available; trying again may help
   */
  public static Long count(StoredBytes stored, String fileName, ParseLimits limits)
      throws IOException {
    InputName name = InputName.of(fileName).orElse(null);
    LineCount lines = name == null ? null : LineCount.of(name).orElse(null);
    if (lines == null || name.packings().contains(Packing.ZSTD)) {
      return null;
    }
    InputFormat format = InputFormat.of(fileName).orElseThrow();
    try (FileContent text = new FileContent(stored, format, limits, new DialectNotes()).again()) {
      byte[] buffer = new byte[BUFFER];
      for (int n = text.read(buffer, 0, BUFFER); n >= 0; n = text.read(buffer, 0, BUFFER)) {
        lines.take(buffer, 0, n);
      }
      return lines.records();
    } catch (FileDamaged damaged) {
      return null;
    }
  }
}
