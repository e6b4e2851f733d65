package scout.system.tls;

import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import scout.cli.verify.ServiceStorage;
import scout.settings.StorageSettings;
import scout.storage.ObjectStore;
import scout.storage.StorageException;

/** Uses a bucket with each client of Scout's, in a process that trusts as its options say. */
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
    }
    List<String> keys = new ArrayList<>();
    try (ServiceStorage storage = new ServiceStorage(settings)) {
      storage.list("scout/", object -> keys.add(object.key()));
    }
    System.out.println(keys);
  }
}
