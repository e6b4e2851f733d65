package scout.activities.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import scout.settings.StorageSettings;

/** A bucket on S3Proxy in this process, its files in a folder. */
public final class EmbeddedBucket implements TestBucket {
  private static final String ACCESS_KEY = "service";
  private static final String SECRET_KEY = "service-secret";

  private final S3Proxy server;
  private final StorageSettings settings;

  /**
   * Starts the server.
   *
   * @param folder where the files lie
   */
  public EmbeddedBucket(Path folder) throws Exception {
    Files.createDirectories(folder.resolve("sample"));
    FilesystemNio2BlobStore files = new FilesystemNio2BlobStore(folder.toString());
    server =
        S3Proxy.builder()
            .blobStore(files)
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .stopTimeout(0)
            .build();
    server.setBlobStoreLocator(
        (identity, bucket, key) ->
            ACCESS_KEY.equals(identity) ? new AccessGrant(SECRET_KEY, files) : null);
    server.start();
    settings =
        new StorageSettings(
            URI.create("http://127.0.0.1:" + server.getPort()),
            "us-east-1",
            "sample",
            ACCESS_KEY,
            SECRET_KEY);
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
