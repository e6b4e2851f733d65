package scout.local.fit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import scout.cli.terminal.CommandFailure;
import scout.models.ShippedSource;

/** The file in which a proposed declaration is written; one that is there stays as it is. */
final class DeclarationFile {
  private static final String USUAL = "my-models";

  private final Path folder;
  private final boolean named;

  /**
   * @param folder of {@code SCOUT_MODELS}; empty if none is set
   */
  DeclarationFile(Optional<String> folder) {
    this.folder = Path.of(folder.orElse(USUAL));
    this.named = folder.isPresent();
  }

  private Path path() {
    return folder.resolve(ShippedSource.FILE);
  }

  /**
   * Refuses before anything is looked at.
   *
   * @throws CommandFailure with exit code 2 if the file is there
   */
  void requireFree() {
    if (Files.exists(path())) {
      throw CommandFailure.wrongUsage(
          path() + " is there already; move it away, or set SCOUT_MODELS to another folder");
    }
  }

  /** Writes it; returns what to do next, a line each. */
  List<String> write(String text) throws IOException {
    Files.createDirectories(folder);
    Files.write(path(), text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
    return Stream.of(
            Optional.of("Written: " + path() + ". Read it, take out what you don't need, then:"),
            named ? Optional.<String>empty() : Optional.of("  export SCOUT_MODELS=" + folder),
            Optional.of("  ./scout models plan"),
            Optional.of("  ./scout models apply"))
        .flatMap(Optional::stream)
        .toList();
  }
}
