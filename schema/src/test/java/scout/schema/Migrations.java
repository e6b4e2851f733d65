package scout.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The versioned migrations as files. */
final class Migrations {
  private static final Path FOLDER = Path.of("src/main/resources/scout/schema/migrations");

  private Migrations() {}

  /** In the order in which they run. */
  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("V"))
          .sorted(Comparator.comparing(Migrations::version))
          .toList();
    }
  }

  static int version(Path migration) {
    return Integer.parseInt(migration.getFileName().toString().replaceAll("V(\\d+)__.*", "$1"));
  }
}
