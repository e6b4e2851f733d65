package scout.cli.upload;

import java.io.IOException;
import java.nio.file.Path;

/** A file was changed during its upload. */
public final class FileChanged extends IOException {
  private static final long serialVersionUID = 1L;

  FileChanged(Path file) {
    super("'" + file + "' changed while it was uploaded; upload it again when it is finished");
  }
}
