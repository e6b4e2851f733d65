package scout.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * The folder with all of a stack's files: data, secrets, logs. Only its owner can read it.
 *
 * @param root an absolute path
 */
public record StackHome(Path root) {
  public StackHome {
    if (!root.isAbsolute()) {
      throw new IllegalArgumentException("The home's path must be absolute: " + root);
    }
  }

  /** The folder that {@code SCOUT_HOME} names, or {@code .scout} in the working directory. */
  public static StackHome of(Map<String, String> environment) {
    String path = new Settings(environment).get(SettingCatalog.HOME);
    return new StackHome(Path.of(path).toAbsolutePath().normalize());
  }

  /** A folder inside the home; created with access only for the owner if it is missing. */
  public Path folder(String name) throws IOException {
    makePrivate(root);
    Path folder = root.resolve(name);
    makePrivate(folder);
    return folder;
  }

  private static void makePrivate(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }
}
