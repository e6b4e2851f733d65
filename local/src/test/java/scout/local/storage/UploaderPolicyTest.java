package scout.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.CopyObjectArgs;
import io.minio.GetBucketVersioningArgs;
import io.minio.GetObjectArgs;
import io.minio.HeadObjectArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveBucketArgs;
import io.minio.RemoveObjectArgs;
import io.minio.SourceObject;
import io.minio.credentials.AssumeRoleProvider;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scout.settings.StorageSettings;
import scout.storage.ObjectStore;
import scout.storage.StoredObject;

/**
 * The policy in {@code ops/} on real MinIO: a credential that it narrows may upload, and nothing
 * else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploaderPolicyTest {
  private static final String PREFIX = "scout/v1/bronze/";
  private static final String KEY = PREFIX + "till-1/a.json";

  @TempDir static Path folder;
  private MinioServer server;
  private ObjectStore service;
  private MinioAsyncClient device;

  @BeforeAll
  void start() throws Exception {
    server = MinioServer.start(folder, true);
    StorageSettings settings = server.settings();
    service = new ObjectStore(settings, 2);
    String endpoint = settings.endpoint().toString();
    device =
        MinioAsyncClient.builder()
            .endpoint(endpoint)
            .region(settings.region())
            .credentialsProvider(
                new AssumeRoleProvider(
                    endpoint,
                    settings.accessKey(),
                    settings.secretKey(),
                    3600,
                    Files.readString(policy()),
                    settings.region(),
                    null,
                    null,
                    null,
                    null))
            .build();
    service.writer().put(KEY, new ByteArrayInputStream(new byte[1]), 1);
  }

  @AfterAll
  void stop() throws Exception {
    if (server != null) {
      device.close();
      service.close();
      server.close();
    }
  }

  private static Path policy() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("ops/storage-uploader-policy.json"))) {
      here = here.getParent();
    }
    return here.resolve("ops/storage-uploader-policy.json");
  }

  @Test
  void uploadsWholeAndInParts() throws Exception {
    for (int size : List.of(3, 17 << 20)) {
      String key = PREFIX + "till-1/new " + size + ".csv";
      answer(put(key, size));
      StoredObject stored = service.stat(key).orElseThrow();
      assertThat(stored.size()).isEqualTo(size);
      try (var stream = service.open(key, stored.etag())) {
        assertThat(stream.metadata()).containsEntry("scout-records", "1");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.json",
        "scout/v1/a.json",
        "scout/v1/bronzes/a.json",
        PREFIX + "processed/a.json",
        PREFIX + "processed/20261101/till-1/a.json",
        PREFIX + "quarantine/20261101/a.json"
      })
  void putsNowhereElse(String key) {
    assertDenied(() -> put(key, 3));
    assertDenied(() -> put(key, 17 << 20));
    assertThat(service.stat(key)).isEmpty();
  }

  @Test
  void readsNothing() {
    assertDenied(
        () -> device.getObject(GetObjectArgs.builder().bucket("sample").object(KEY).build()));
    assertDenied(
        () -> device.headObject(HeadObjectArgs.builder().bucket("sample").object(KEY).build()));
    assertDenied(() -> device.listObjectsV2(ListObjectsV2Args.builder().bucket("sample").build()));
    assertDenied(
        () ->
            device.listObjectsV2(
                ListObjectsV2Args.builder().bucket("sample").prefix(PREFIX).build()));
    assertDenied(
        () ->
            device.getBucketVersioning(GetBucketVersioningArgs.builder().bucket("sample").build()));
  }

  @Test
  void copiesAndDeletesNothing() {
    StoredObject there = service.stat(KEY).orElseThrow();
    assertDenied(
        () ->
            device.copyObject(
                CopyObjectArgs.builder()
                    .bucket("sample")
                    .object(PREFIX + "copy.json")
                    .source(
                        new SourceObject(
                            SourceObject.builder().bucket("sample").object(KEY).build(),
                            there.size(),
                            there.etag()))
                    .build()));
    assertDenied(
        () -> device.removeObject(RemoveObjectArgs.builder().bucket("sample").object(KEY).build()));
    assertDenied(
        () ->
            device.removeObject(
                RemoveObjectArgs.builder()
                    .bucket("sample")
                    .object(KEY)
                    .versionId(there.versionId())
                    .build()));
    assertThat(service.stat(KEY)).contains(there);
  }

  @Test
  void doesNothingToBuckets() {
    assertDenied(() -> device.makeBucket(MakeBucketArgs.builder().bucket("other").build()));
    assertDenied(() -> device.removeBucket(RemoveBucketArgs.builder().bucket("sample").build()));
  }

  private CompletableFuture<?> put(String key, int size) {
    return device.putObject(
        PutObjectArgs.builder().bucket("sample").object(key).stream(
                new ByteArrayInputStream(new byte[size]), (long) size, 16L << 20)
            .userMetadata(Map.of("scout-records", "1"))
            .build());
  }

  private interface Call {
    CompletableFuture<?> begin() throws Exception;
  }

  private static Object answer(CompletableFuture<?> call) throws Exception {
    return call.get(60, TimeUnit.SECONDS);
  }

  private static void assertDenied(Call call) {
    assertThatThrownBy(() -> answer(call.begin()))
        .isInstanceOf(ExecutionException.class)
        .hasStackTraceContaining("Access Denied");
  }
}
