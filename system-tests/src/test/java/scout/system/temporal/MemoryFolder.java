package scout.system.temporal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A folder in memory where the system has room for one, else on disk: a server that waits for the
 * disk at each commit takes most of a test's time. Not for what tests that commits last.
 */
final class MemoryFolder implements TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ROOM = 1L << 30;
  private static final String NAME = "scout";

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
      throws IOException {
    boolean roomy = Files.isWritable(MEMORY) && MEMORY.toFile().getUsableSpace() > ROOM;
    return roomy ? Files.createTempDirectory(MEMORY, NAME) : Files.createTempDirectory(NAME);
  }
}
