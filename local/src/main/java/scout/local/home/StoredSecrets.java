package scout.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Passwords that are created once and stored in the home, one file each, readable only by its
 * owner.
 */
public final class StoredSecrets {
  private static final int BYTES = 24;

  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  /** The secrets of a home. */
  public StoredSecrets(StackHome home) throws IOException {
    this.folder = home.folder("secrets");
  }

  /**
   * The secret of this name; created on the first call. Letters, digits, {@code -} and {@code _}.
   */
  public String get(String name) throws IOException {
    return Files.readString(file(name));
  }

  /** The file that holds the secret of this name and nothing else. */
  public synchronized Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      Path draft =
          Files.createTempFile(
              folder,
              name,
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }
}
