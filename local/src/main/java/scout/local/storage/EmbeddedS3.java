package scout.local.storage;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import scout.local.home.LocalException;
import scout.settings.StorageSettings;
import scout.storage.BucketLayout;

/**
 * An S3 server in this process that keeps its objects as files. It listens on the loopback address
 * and accepts two credentials: the service's, which may do everything, and the device's, which may
 * only upload below the input prefix.
 *
 * <p>An object is written beside its place and then moved there, so a killed process leaves only
 * whole objects with their ETags.
 */
public final class EmbeddedS3 implements AutoCloseable {
  private static final String REGION = "us-east-1";
  private static final Pattern UNFINISHED =
      Pattern.compile(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.DOTALL);

  private final S3Proxy server;
  private final BucketLayout area;
  private final S3Credential service;
  private final S3Credential device;

  private EmbeddedS3(S3Proxy server, BucketLayout area, S3Credential service, S3Credential device) {
    this.server = server;
    this.area = area;
    this.service = service;
    this.device = device;
  }

  /**
   * Starts the server, and creates the bucket if it is missing.
   *
   * @param data the folder of the objects, created if missing. Its file system must support
   *     extended attributes, which store the ETags
   * @param port where to listen on 127.0.0.1; 0 for any free port
   * @param area the bucket, and the prefix that the device may upload below
   * @param service the credential that may do everything
   * @param device the credential that may upload
   * @param listener called for each object created by anyone
   * @throws LocalException if the port is taken or the folder is unusable
   */
  public static EmbeddedS3 start(
      Path data,
      int port,
      BucketLayout area,
      S3Credential service,
      S3Credential device,
      ObjectCreated listener) {
    try {
      Files.createDirectories(data);
      probe(data);
      removeUnfinished(data);
    } catch (IOException e) {
      throw new LocalException("The storage folder " + data + " can't be used: " + e, e);
    }
    FileObjects objects = new FileObjects(data.toAbsolutePath().normalize(), listener);
    if (!objects.containerExists(area.bucket())) {
      objects.createContainer(area.bucket());
    }
    S3Proxy server =
        S3Proxy.builder()
            // The store for requests without a credential.
            .blobStore(new DeniedStore(objects))
            .awsAuthentication(AuthenticationType.AWS_V4, service.accessKey(), service.secretKey())
            .endpoint(URI.create("http://127.0.0.1:" + port))
            // Idle clients would delay a graceful stop; an interrupted upload leaves no object.
            .stopTimeout(0)
            .build();
    server.setBlobStoreLocator(
        (identity, bucket, key) -> {
          if (service.accessKey().equals(identity)) {
            return new AccessGrant(service.secretKey(), objects);
          }
          if (device.accessKey().equals(identity)) {
            return new AccessGrant(device.secretKey(), new UploadOnlyStore(objects, area));
          }
          return null;
        });
    start(server, port);
    return new EmbeddedS3(server, area, service, device);
  }

  private static void start(S3Proxy server, int port) {
    try {
      server.start();
    } catch (Exception e) {
      stop(server, e);
      boolean taken = e instanceof BindException || e.getCause() instanceof BindException;
      throw new LocalException(
          taken
              ? "Port " + port + " for the object storage is taken; choose another or free it"
              : "The embedded object storage did not start: " + e.getMessage(),
          e);
    }
  }

  private static void stop(S3Proxy server, Exception failure) {
    try {
      server.stop();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  /** Tests that objects can have names in any script and an attribute for the ETag. */
  private static void probe(Path data) throws IOException {
    Path probe;
    try {
      probe = data.resolve(".probe-\u00fc");
    } catch (InvalidPathException e) {
      throw new LocalException(
          "File names can't hold every key in this locale; start with LC_ALL=C.UTF-8", e);
    }
    Files.write(probe, new byte[0]);
    try {
      UserDefinedFileAttributeView attributes =
          Files.getFileAttributeView(probe, UserDefinedFileAttributeView.class);
      if (attributes == null) {
        throw new LocalException(noAttributes(data));
      }
      attributes.write(FileListing.ETAG, ByteBuffer.wrap(new byte[16]));
    } catch (IOException e) {
      throw new LocalException(noAttributes(data), e);
    } finally {
      Files.delete(probe);
    }
  }

  private static String noAttributes(Path data) {
    return "The file system of "
        + data
        + " keeps no extended attributes, where objects have their ETags; set SCOUT_HOME to a"
        + " folder on a local disk";
  }

  /** Removes the files that a killed process was writing. */
  private static void removeUnfinished(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (UNFINISHED.matcher(file.getFileName().toString()).matches()
            && Files.isRegularFile(file)
            && FileListing.etag(file) == null) {
          Files.delete(file);
        }
      }
    }
  }

  /** The server's address, e.g. {@code http://127.0.0.1:43211}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** The bucket with the service's credential. */
  public StorageSettings service() {
    return settings(service);
  }

  /** The bucket with the device's credential. */
  public StorageSettings device() {
    return settings(device);
  }

  private StorageSettings settings(S3Credential credential) {
    return new StorageSettings(
        endpoint(), REGION, area.bucket(), credential.accessKey(), credential.secretKey());
  }

  /** Stops at once: aborts running requests, which leave no object behind. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new LocalException("The embedded object storage did not stop: " + e.getMessage(), e);
    }
  }
}
