package scout.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a declaration, as text.
 *
 * @param texts the files' texts by their names, such as {@code gold_brand_daily.sql}; in the order
 *     of the names
 */
public record DeclarationFiles(Map<String, String> texts) {
  private static final List<String> ENDINGS = List.of(".yaml", ".sql", ".csv");

  public DeclarationFiles {
    texts = Map.copyOf(texts);
  }

  /**
   * Reads the folder's files that end in {@code .yaml}, {@code .sql} or {@code .csv}, as UTF-8.
   * Other files and folders below are no part of a declaration.
   *
   * @throws IOException if the folder or a file can't be read
   */
  public static DeclarationFiles read(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(Files::isRegularFile).filter(DeclarationFiles::belongs).toList();
    }
    for (Path file : files) {
      texts.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
    }
    return new DeclarationFiles(texts);
  }

  private static boolean belongs(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** The files in the order of their names. */
  @Override
  public Map<String, String> texts() {
    return new TreeMap<>(texts);
  }
}
