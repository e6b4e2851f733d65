package scout.worker;

import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import scout.activities.database.RolePool;
import scout.schema.Migrator;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.storage.ObjectStore;
import scout.workflows.SearchAttributes;

/** A database, a bucket and a Temporal server for one worker, each of its own. */
final class Servers implements AutoCloseable {
  private final EmbeddedPostgres postgres = EmbeddedPostgres.start();
  private final S3Proxy storage;
  private TestServer.PortBoundTestServer temporal;
  private WorkflowServiceStubs service;
  private final Map<String, String> settings = new HashMap<>();
  private final RolePool owner;
  private final ObjectStore store;

  Servers(Path folder) throws Exception {
    Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      passwords.put(role, role.roleName());
      settings.put(role.passwordSetting(), role.roleName());
    }
    settings.put(
        SettingCatalog.DB_URL.name(),
        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres");
    settings.put("SCOUT_DB_USER", "postgres");
    settings.put("SCOUT_DB_PASSWORD", "postgres");
    new Migrator(DatabaseSettings.owner(new Settings(settings))).migrate(passwords);
    owner = RolePool.open(DatabaseSettings.owner(new Settings(settings)), 2);

    Files.createDirectories(folder.resolve("sample"));
    FilesystemNio2BlobStore files = new FilesystemNio2BlobStore(folder.toString());
    storage =
        S3Proxy.builder()
            .blobStore(files)
            .awsAuthentication(AuthenticationType.AWS_V4, "service", "secret")
            .endpoint(URI.create("http://127.0.0.1:0"))
            .stopTimeout(0)
            .build();
    storage.setBlobStoreLocator((identity, bucket, key) -> new AccessGrant("secret", files));
    storage.start();
    settings.put("SCOUT_S3_ENDPOINT", "http://127.0.0.1:" + storage.getPort());
    settings.put("SCOUT_S3_ACCESS_KEY", "service");
    settings.put("SCOUT_S3_SECRET_KEY", "secret");
    store = new ObjectStore(StorageSettings.service(new Settings(settings)), 4);

    startTemporal();
  }

  /** Ends the Temporal server, and all that it knew, and starts another. */
  void restartTemporal() throws IOException {
    service.shutdownNow();
    temporal.close();
    startTemporal();
  }

  private void startTemporal() throws IOException {
    int port = freePort();
    temporal = TestServer.createPortBoundServer(port, true);
    settings.put("TEMPORAL_ADDRESS", "127.0.0.1:" + port);
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
    AddSearchAttributesRequest.Builder attributes =
        AddSearchAttributesRequest.newBuilder().setNamespace("default");
    SearchAttributes.ALL.forEach(
        key -> attributes.putSearchAttributes(key.getName(), key.getValueType()));
    OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(service.getRawChannel())
                .validateAndBuildWithDefaults())
        .blockingStub()
        .addSearchAttributes(attributes.build());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** All that a worker needs, by name. */
  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  RolePool owner() {
    return owner;
  }

  ObjectStore store() {
    return store;
  }

  WorkflowClient client() {
    return WorkflowClient.newInstance(service);
  }

  @Override
  public void close() throws IOException {
    service.shutdownNow();
    temporal.close();
    store.close();
    try {
      storage.stop();
    } catch (Exception e) {
      throw new IOException("S3Proxy did not stop", e);
    }
    owner.close();
    postgres.close();
  }
}
