package scout.local.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.PriorityQueue;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * One page of a bucket's files in S3's order, by the bytes of their keys. It does not open folders
 * without a key of the page. It lists only finished objects: a file gets its ETag when it is whole.
 */
final class FileListing {
  /** S3Proxy's attribute of the ETag: an MD5's 16 bytes, or the text of a multipart ETag. */
  static final String ETAG = "user.content-md5";

  private final Path bucket;
  private final String prefix;
  private final String after;
  private final int max;
  private final List<S3Object> found = new ArrayList<>();

  /**
   * @param after the key to continue after, empty from the start
   * @param max the most objects
   */
  FileListing(Path bucket, String prefix, String after, int max) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.after = after;
    this.max = max;
  }

  /** Up to {@code max} objects, and one more if there are more. */
  List<S3Object> read() throws IOException {
    walk(bucket, "");
    return found;
  }

  private void walk(Path folder, String keyOfFolder) throws IOException {
    PriorityQueue<String> names = names(folder, keyOfFolder);
    while (!names.isEmpty() && found.size() <= max) {
      String key = names.poll();
      Path path = bucket.resolve(key);
      if (key.endsWith("/")) {
        addMarker(path, key);
        walk(path, key);
      } else if (Files.isDirectory(path)) {
        // A folder's keys sort by its name with a slash, e.g. a-b, a/x, a0.
        if (mayHold(key + "/")) {
          names.add(key + "/");
        }
      } else if (key.startsWith(prefix) && KeyOrder.compare(key, after) > 0) {
        add(path, key);
      }
    }
  }

  private PriorityQueue<String> names(Path folder, String keyOfFolder) throws IOException {
    PriorityQueue<String> names = new PriorityQueue<>(KeyOrder::compare);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String key = keyOfFolder + entry.getFileName();
        boolean bookkeeping =
            keyOfFolder.isEmpty() && (key.startsWith(".mpus-") || key.startsWith(".s3proxy-"));
        if (!bookkeeping && (mayHold(key + "/") || isWanted(key))) {
          names.add(key);
        }
      }
    } catch (DirectoryIteratorException e) {
      ignoreIfGone(e.getCause());
    } catch (IOException e) {
      ignoreIfGone(e);
    }
    return names;
  }

  /** A folder may vanish while it is read, since empty ones are removed. */
  private static void ignoreIfGone(IOException e) throws IOException {
    if (!(e instanceof NoSuchFileException) && !(e instanceof NotDirectoryException)) {
      throw e;
    }
  }

  private boolean isWanted(String key) {
    return key.startsWith(prefix) && KeyOrder.compare(key, after) > 0;
  }

  /** True unless every key in this folder is before the page or without the prefix. */
  private boolean mayHold(String keyOfFolder) {
    boolean hasPrefix = keyOfFolder.startsWith(prefix) || prefix.startsWith(keyOfFolder);
    return hasPrefix && (after.startsWith(keyOfFolder) || KeyOrder.compare(keyOfFolder, after) > 0);
  }

  private void addMarker(Path path, String key) throws IOException {
    if (isWanted(key)) {
      add(path, key);
    }
  }

  private void add(Path path, String key) throws IOException {
    try {
      String etag = etag(path);
      if (etag != null) {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        found.add(
            S3Object.builder()
                .key(key)
                .eTag(etag)
                .size(file.isDirectory() ? 0 : file.size())
                .lastModified(file.lastModifiedTime().toInstant())
                .build());
      }
    } catch (NoSuchFileException e) {
      ignoreIfGone(e);
    }
  }

  /** The ETag, null if the file has none. */
  static String etag(Path path) throws IOException {
    UserDefinedFileAttributeView attributes =
        Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
    if (!attributes.list().contains(ETAG)) {
      return null;
    }
    ByteBuffer value = ByteBuffer.allocate(attributes.size(ETAG));
    attributes.read(ETAG, value);
    byte[] bytes = value.array();
    return bytes.length == 16 ? HexFormat.of().formatHex(bytes) : new String(bytes, UTF_8);
  }
}
