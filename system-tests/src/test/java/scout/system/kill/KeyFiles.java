package scout.system.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import scout.settings.StorageKeys;

/** A credential of the bucket with a session token, in files, as docs/operations.md describes. */
record KeyFiles(Path folder) {
  /** The settings that these files stand for. */
  static final List<String> INSTEAD_OF = List.of("SCOUT_S3_ACCESS_KEY", "SCOUT_S3_SECRET_KEY");

  /** Replaces the three. Who reads them in between sees a mixture, which the bucket refuses. */
  void write(StorageKeys keys) throws IOException {
    replace("key", keys.accessKey());
    replace("secret", keys.secretKey());
    replace("token", keys.sessionToken());
  }

  private void replace(String name, String text) throws IOException {
    Path next = Files.writeString(folder.resolve(name + ".next"), text);
    Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The settings that name them. */
  Map<String, String> settings() {
    return Map.of(
        "SCOUT_S3_ACCESS_KEY_FILE",
        folder.resolve("key").toString(),
        "SCOUT_S3_SECRET_KEY_FILE",
        folder.resolve("secret").toString(),
        "SCOUT_S3_SESSION_TOKEN_FILE",
        folder.resolve("token").toString());
  }
}
