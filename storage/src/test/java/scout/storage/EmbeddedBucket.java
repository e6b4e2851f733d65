package scout.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import scout.settings.StorageSettings;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket on S3Proxy in this process, its files in a folder. */
public final class EmbeddedBucket implements TestBucket {
  private static final String ACCESS_KEY = "service";
  private static final String SECRET_KEY = "service-secret";

  private final Map<String, Integer> refused = new ConcurrentHashMap<>();
  private volatile boolean deletesDenied;
  private volatile boolean copiesDenied;
  private final Map<String, Integer> copies = new ConcurrentHashMap<>();
  private final AtomicReference<HeldCopy> nextCopy = new AtomicReference<>();
  private final S3Proxy server;
  private final StorageSettings settings;

  /**
   * Starts the server.
   *
   * @param folder where the files lie
   */
  public EmbeddedBucket(Path folder) throws Exception {
    this(folder, "");
  }

  /**
   * Starts it at a path of its own.
   *
   * @param path e.g. {@code /storage/v1/s3}
   */
  public EmbeddedBucket(Path folder, String path) throws Exception {
    Files.createDirectories(folder.resolve("sample"));
    BlobStore files = new Denying(new FilesystemNio2BlobStore(folder.toString()));
    server =
        S3Proxy.builder()
            .blobStore(files)
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .servicePath(path)
            .stopTimeout(0)
            .build();
    server.setBlobStoreLocator(
        (identity, bucket, key) ->
            ACCESS_KEY.equals(identity) ? new AccessGrant(SECRET_KEY, files) : null);
    server.start();
    settings =
        new StorageSettings(
            URI.create("http://127.0.0.1:" + server.getPort() + path),
            "us-east-1",
            "sample",
            ACCESS_KEY,
            SECRET_KEY);
  }

  /** From now on the credential may delete nothing, or everything again. */
  public void denyDeletes(boolean denied) {
    deletesDenied = denied;
  }

  /** From now on the credential may copy nothing, or everything again. */
  public void denyCopies(boolean denied) {
    copiesDenied = denied;
  }

  /** A copy that the server keeps waiting. */
  public static final class HeldCopy implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Returns once it was asked for. */
    public void awaitAsked() throws InterruptedException {
      asked.await();
    }

    private void hold() {
      asked.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Lets it go on. */
    @Override
    public void close() {
      released.countDown();
    }
  }

  /** The next copy waits until the returned one is closed. */
  public HeldCopy holdNextCopy() {
    HeldCopy held = new HeldCopy();
    nextCopy.set(held);
    return held;
  }

  /** How often an object was copied to this key. */
  public int copiesTo(String key) {
    return copies.getOrDefault(key, 0);
  }

  /** From now on, nobody may read this object. */
  public void deny(String key) {
    refused.put(key, 403);
  }

  /** From now on, reading this object fails as if the storage were busy. */
  public void fail(String key) {
    refused.put(key, 503);
  }

  /** All may be read again. */
  public void allow() {
    refused.clear();
  }

  private final class Denying extends ForwardingBlobStore {
    Denying(BlobStore files) {
      super(files);
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
      check(request.key());
      return super.getBlob(request);
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
      check(request.key());
      return super.blobMetadata(request);
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
      if (deletesDenied) {
        throw refusal(403);
      }
      return super.removeBlob(request);
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
      if (copiesDenied) {
        throw refusal(403);
      }
      HeldCopy held = nextCopy.getAndSet(null);
      if (held != null) {
        held.hold();
      }
      copies.merge(request.destinationKey(), 1, Integer::sum);
      return super.copyBlob(request);
    }

    private void check(String key) {
      Integer status = refused.get(key);
      if (status != null) {
        throw refusal(status);
      }
    }

    private static S3Exception refusal(int status) {
      String code = status == 403 ? "AccessDenied" : "SlowDown";
      return (S3Exception)
          S3Exception.builder()
              .statusCode(status)
              .message("no")
              .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
              .build();
    }
  }

  @Override
  public StorageSettings settings() {
    return settings;
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("S3Proxy did not stop", e);
    }
  }
}
