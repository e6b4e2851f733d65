package scout.local.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.SdkResponses;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects in a folder, one folder below it for each bucket. Extends S3Proxy's own store: it
 * refuses keys that can't be a path, lists pages without walking the whole bucket, and reports
 * every created object.
 */
final class FileObjects extends ForwardingBlobStore {
  private static final int ATTEMPTS = 100;
  private static final String STUB = ".s3proxy-mpu-stub-";

  private final Path root;
  private final ObjectCreated listener;

  FileObjects(Path root, ObjectCreated listener) {
    super(new FilesystemNio2BlobStore(root.toString()));
    this.root = root;
    this.listener = listener;
  }

  /** True for the names under which the server records running uploads. */
  static boolean isUploadStub(String key) {
    return key.startsWith(STUB);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    if (isUploadStub(request.key())) {
      return super.putBlob(request, payload);
    }
    FileKeys.checkPut(root.resolve(request.bucket()), request.key());
    Unclosed unread = new Unclosed(payload);
    PutObjectResponse stored =
        whileFoldersGo(() -> super.putBlob(request, unread), () -> !unread.started);
    created(request.bucket(), request.key(), stored.eTag());
    return stored;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    FileKeys.checkPut(root.resolve(request.destinationBucket()), request.destinationKey());
    requireKey(request.sourceBucket(), request.sourceKey());
    CopyObjectResponse copied = whileFoldersGo(() -> super.copyBlob(request), () -> true);
    created(
        request.destinationBucket(), request.destinationKey(), copied.copyObjectResult().eTag());
    return copied;
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    FileKeys.checkMultipart(root.resolve(request.bucket()), request.key());
    return super.initiateMultipartUpload(request);
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    FileKeys.checkMultipart(root.resolve(upload.containerName()), upload.blobName());
    CompleteMultipartUploadResponse stored =
        whileFoldersGo(() -> super.completeMultipartUpload(upload, request), () -> true);
    created(upload.containerName(), upload.blobName(), stored.eTag());
    return stored;
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    requireKey(request.bucket(), request.key());
    return super.blobMetadata(request);
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    requireKey(request.bucket(), request.key());
    return super.getBlob(request);
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    if (!FileKeys.canExist(root.resolve(request.bucket()), request.key())) {
      return DeleteObjectResponse.builder().build();
    }
    return super.removeBlob(request);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    if (request.delimiter() != null && !request.delimiter().isEmpty()) {
      return super.list(request);
    }
    Path bucket = root.resolve(request.bucket());
    if (!Files.isDirectory(bucket)) {
      throw S3Exceptions.noSuchBucket(request.bucket(), "");
    }
    String prefix = request.prefix() == null ? "" : request.prefix();
    String after =
        request.continuationToken() != null ? request.continuationToken() : request.startAfter();
    int max = request.maxKeys() == null ? Integer.MAX_VALUE - 1 : request.maxKeys();
    try {
      List<S3Object> found =
          new FileListing(bucket, prefix, after == null ? "" : after, max).read();
      boolean more = found.size() > max;
      List<S3Object> page = more ? found.subList(0, max) : found;
      String next = more && max > 0 ? page.get(max - 1).key() : null;
      return SdkResponses.objectsPage(page, List.of(), next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object that is replaced or gone by now has raised an event of its own, or needs none. */
  private void created(String bucket, String key, String etag) {
    long size;
    try {
      size = Files.size(root.resolve(bucket).resolve(key));
    } catch (IOException e) {
      size = 0;
    }
    listener.created(bucket, key, etag.replace("\"", ""), size);
  }

  private void requireKey(String bucket, String key) {
    if (!FileKeys.canExist(root.resolve(bucket), key)) {
      throw S3Exceptions.noSuchKey(bucket, key, "no such object");
    }
  }

  /**
   * Stores an object, and retries if its folder vanished before the write: the store removes a
   * folder with its last object.
   */
  private static <T> T whileFoldersGo(Supplier<T> store, Supplier<Boolean> again) {
    for (int attempt = 1; ; attempt++) {
      try {
        return store.get();
      } catch (RuntimeException e) {
        boolean folderWent = e.getCause() instanceof NoSuchFileException;
        if (!folderWent || attempt == ATTEMPTS || !again.get()) {
          throw e;
        }
      }
    }
  }

  /** A body that stays open for another attempt if none of it was read. */
  private static final class Unclosed extends FilterInputStream {
    private boolean started;

    Unclosed(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      started = true;
      return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      started = true;
      return super.read(buffer, offset, length);
    }

    @Override
    public void close() {
      // The server closes the request's body itself.
    }
  }
}
