package scout.local.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Checks which keys can be a file's path. A key is accepted only if its path is identical. It must
 * not climb or be normalized. Its names must fit the file system, even with the server's additions
 * during an upload.
 */
final class FileKeys {
  private static final int MAX_KEY = 1024;
  private static final int MAX_NAME = 255;
  // A file being written is called NAME-UUID, a part of an upload .mpus-UUID-KEY-NUMBER-UUID.
  private static final int PUT_TAIL = 37;
  private static final int PART_HEAD = 43;
  private static final int PART_TAIL = PUT_TAIL + 6;

  private FileKeys() {}

  /** Throws unless the key can be stored in one piece. */
  static void checkPut(Path bucket, String key) {
    throwIfAny(problem(key, 0, PUT_TAIL));
    throwIfAny(clash(bucket, key));
  }

  /** Throws unless the key can be stored in parts. */
  static void checkMultipart(Path bucket, String key) {
    throwIfAny(problem(key, PART_HEAD, PART_TAIL));
    throwIfAny(clash(bucket, key));
  }

  /** True if an object of this key may exist. */
  static boolean canExist(Path bucket, String key) {
    return problem(key, 0, 0).isEmpty() && clash(bucket, key).isEmpty();
  }

  private static void throwIfAny(Optional<S3Exception> problem) {
    if (problem.isPresent()) {
      throw problem.get();
    }
  }

  private static Optional<S3Exception> problem(String key, int head, int tail) {
    if (key.getBytes(UTF_8).length > MAX_KEY) {
      return Optional.of(S3Errors.keyTooLong("it is longer than " + MAX_KEY + " bytes"));
    }
    if (key.indexOf('\0') >= 0) {
      return Optional.of(S3Errors.invalidKey("it holds a NUL character"));
    }
    String[] names = (key.endsWith("/") ? key.substring(0, key.length() - 1) : key).split("/", -1);
    for (int i = 0; i < names.length; i++) {
      if (names[i].isEmpty() || names[i].equals(".") || names[i].equals("..")) {
        return Optional.of(S3Errors.invalidKey("a folder in it is empty, '.' or '..'"));
      }
      int around = (i == 0 ? head : 0) + (i == names.length - 1 ? tail : 0);
      if (names[i].getBytes(UTF_8).length + around > MAX_NAME) {
        return Optional.of(
            S3Errors.keyTooLong(
                "a name between slashes is longer than " + (MAX_NAME - around) + " bytes"));
      }
    }
    return Optional.empty();
  }

  /**
   * Detects a clash: a path is a file or a folder, while S3 allows {@code a} beside {@code a/b}.
   */
  private static Optional<S3Exception> clash(Path bucket, String key) {
    Path path = bucket.resolve(key);
    if (!key.endsWith("/") && Files.isDirectory(path)) {
      return Optional.of(S3Errors.invalidKey("objects lie below " + key + "/"));
    }
    for (Path above = path.getParent(); !above.equals(bucket); above = above.getParent()) {
      if (Files.isRegularFile(above)) {
        return Optional.of(
            S3Errors.invalidKey("there is an object " + bucket.relativize(above) + " already"));
      }
    }
    return Optional.empty();
  }
}
