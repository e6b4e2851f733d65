package scout.cli.upload;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import scout.settings.StorageSettings;
import scout.storage.UploadStore;

/**
 * Uploads a file: a small one in one piece, a large one in parts, each recorded once stored. After
 * an interruption, another upload of the same file continues with the next part.
 */
public final class ResumableUpload {
  private static final long MIB = 1L << 20;
  private static final long PART_BYTES = 16 * MIB;
  private static final int MOST_PARTS = 10_000;
  private static final int TRIES = 4;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Set<String> GONE = Set.of("NoSuchUpload", "InvalidPart");

  private final UploadStore store;
  private final StorageSettings settings;
  private final PartialUploads kept;
  private final long partBytes;

  /**
   * @param settings of the store
   * @param kept the interrupted uploads
   */
  public ResumableUpload(UploadStore store, StorageSettings settings, PartialUploads kept) {
    this(store, settings, kept, PART_BYTES);
  }

  /** As above, with the size from which files are split, and that of the parts; at least 5 MiB. */
  ResumableUpload(
      UploadStore store, StorageSettings settings, PartialUploads kept, long partBytes) {
    this.store = store;
    this.settings = settings;
    this.kept = kept;
    this.partBytes = partBytes;
  }

  /** Receives the progress. */
  public interface Listener extends LongConsumer {
    /** This many bytes were already stored. */
    void resumed(long bytes);

    /** This many bytes are stored by now. */
    @Override
    void accept(long bytes);
  }

  /**
   * Uploads the file.
   *
   * @param key the full object key
   * @return the object's ETag without quotes
   * @throws FileChanged if the file changes meanwhile
   * @throws IOException if the file can't be read, or the store doesn't answer
   * @throws MinioException if the store refuses
   */
  public String put(String key, Path file, Listener listener)
      throws IOException, MinioException, InterruptedException {
    FileTime written = Files.getLastModifiedTime(file);
    long size = Files.size(file);
    FileFacts facts = FileFacts.of(file, key);
    if (size <= partBytes) {
      try (InputStream content = Files.newInputStream(file)) {
        String etag = store.put(key, content, size, facts.metadata());
        listener.accept(size);
        return etag;
      }
    }
    PartialUpload wanted =
        new PartialUpload(
            settings.endpoint(), settings.bucket(), key, facts, size, 0, null, List.of());
    PartialUpload begun = kept.find(wanted).orElse(null);
    if (begun != null) {
      listener.resumed(begun.bytes());
      try {
        return finish(begun, file, written, listener);
      } catch (ErrorResponseException e) {
        // the bucket's rules delete old parts
        if (!GONE.contains(e.errorResponse().code())) {
          throw e;
        }
        kept.forget(begun);
      }
    }
    return finish(begin(wanted), file, written, listener);
  }

  private PartialUpload begin(PartialUpload wanted) throws IOException, MinioException {
    long least = (wanted.size() + MOST_PARTS - 1) / MOST_PARTS;
    PartialUpload begun =
        new PartialUpload(
            wanted.endpoint(),
            wanted.bucket(),
            wanted.key(),
            wanted.facts(),
            wanted.size(),
            Math.max(partBytes, (least + MIB - 1) / MIB * MIB),
            store.begin(wanted.key(), wanted.facts().metadata()),
            List.of());
    kept.keep(begun);
    return begun;
  }

  private String finish(PartialUpload begun, Path file, FileTime written, Listener listener)
      throws IOException, MinioException, InterruptedException {
    PartialUpload upload = begun;
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
      while (upload.bytes() < upload.size()) {
        upload = upload.with(part(upload, content));
        kept.keep(upload);
        listener.accept(upload.bytes());
      }
    }
    if (Files.size(file) != upload.size() || !Files.getLastModifiedTime(file).equals(written)) {
      kept.forget(upload);
      throw new FileChanged(file);
    }
    String etag = store.complete(upload.key(), upload.uploadId(), upload.etags());
    kept.forget(upload);
    return etag;
  }

  private String part(PartialUpload upload, RandomAccessFile file)
      throws IOException, MinioException, InterruptedException {
    long left = upload.size() - upload.bytes();
    byte[] content = new byte[Math.toIntExact(Math.min(upload.partBytes(), left))];
    file.seek(upload.bytes());
    file.readFully(content);
    Duration wait = FIRST_WAIT;
    for (int attempt = 1; true; attempt++) {
      try {
        return store.part(upload.key(), upload.uploadId(), upload.etags().size() + 1, content);
      } catch (IOException | MinioException e) {
        if (attempt == TRIES || !mayPass(e)) {
          throw e;
        }
      }
      Thread.sleep(wait.toMillis());
      wait = wait.multipliedBy(2);
    }
  }

  /** True for trouble of the network or the store, false for a refusal. */
  private static boolean mayPass(Exception problem) {
    return problem instanceof IOException
        || problem instanceof ServerException
        || problem instanceof ErrorResponseException refused
            && refused.response().code() >= HttpURLConnection.HTTP_INTERNAL_ERROR;
  }
}
