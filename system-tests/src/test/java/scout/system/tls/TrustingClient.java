package scout.system.tls;

import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import scout.settings.StorageSettings;
import scout.storage.ObjectStore;
import scout.storage.StorageException;
import scout.storage.StoredObject;

/** Uses a bucket in a process that trusts as its options say. */
final class TrustingClient {
  static final String KEY = "scout/v1/bronze/till-01/a.json";

  private TrustingClient() {}

  /**
   * @param arguments the endpoint, access key and secret key
   */
  public static void main(String[] arguments) throws Exception {
    StorageSettings settings =
        new StorageSettings(
            URI.create(arguments[0]), "us-east-1", "sample", arguments[1], arguments[2]);
    try (ObjectStore store = new ObjectStore(settings, 2)) {
      try {
        store.versions().kept();
      } catch (StorageException e) {
        if (!e.getMessage().contains("NoSuchBucket")) {
          System.out.println(e.getMessage());
          return;
        }
      }
      MinioClient client =
          MinioClient.builder()
              .endpoint(arguments[0])
              .credentials(arguments[1], arguments[2])
              .build();
      client.makeBucket(MakeBucketArgs.builder().bucket("sample").build());
      client.close();
      byte[] content = "{}".getBytes(StandardCharsets.UTF_8);
      store.writer().put(KEY, new ByteArrayInputStream(content), content.length);
      System.out.println(
          store.listing().page("scout/", null, 10).objects().stream()
              .map(StoredObject::key)
              .toList());
    }
  }
}
