package scout.storage;

import io.minio.GetBucketVersioningArgs;
import io.minio.ListObjectVersionsArgs;
import io.minio.MinioAsyncClient;
import io.minio.messages.Item;
import io.minio.messages.ListVersionsResult;
import io.minio.messages.VersioningConfiguration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The versions of objects, if the bucket keeps them. */
public final class ObjectVersions {
  private static final int MOST_VERSIONS = 1_000;
  private static final int VERSIONS_OF_A_SECOND = 100;

  /** The answers of a server without versioning. */
  private static final Set<String> NO_VERSIONING = Set.of("NotImplemented", "MethodNotAllowed");

  private final ObjectStore store;
  private final MinioAsyncClient client;
  private final StorageCalls calls;
  private final String bucket;

  ObjectVersions(ObjectStore store, BucketConnection connection) {
    this.store = store;
    this.client = connection.client();
    this.calls = connection.calls();
    this.bucket = connection.bucket();
  }

  /**
   * The version of a key with this ETag: the current one or, if the bucket keeps versions, the
   * latest earlier one.
   */
  public Optional<StoredObject> find(String key, String etag) {
    Optional<StoredObject> current = store.stat(key).filter(object -> object.etag().equals(etag));
    return current.isPresent() || !kept() ? current : earlier(key, etag);
  }

  private Optional<StoredObject> earlier(String key, String etag) {
    return versions(key, MOST_VERSIONS).stream()
        .filter(version -> version.etag().equals(etag))
        .findFirst();
  }

  /**
   * The version ids of earlier versions stored in the same second as a version. Only the listing
   * shows their order. Empty if the version no longer exists.
   *
   * @param version with its version id
   */
  public List<String> beneath(StoredObject version) {
    return versions(version.key(), VERSIONS_OF_A_SECOND).stream()
        .dropWhile(each -> !version.versionId().equals(each.versionId()))
        .skip(1)
        .takeWhile(each -> each.lastModified().equals(version.lastModified()))
        .map(StoredObject::versionId)
        .toList();
  }

  /** A key's addressable versions, the latest first. */
  private List<StoredObject> versions(String key, int max) {
    ListVersionsResult versions =
        calls.object(
            "LIST",
            key,
            () ->
                client
                    .listObjectVersions(
                        ListObjectVersionsArgs.builder()
                            .bucket(bucket)
                            .prefix(key)
                            .maxKeys(max)
                            .encodingType("url")
                            .build())
                    .thenApply(answer -> answer.result()));
    return versions.contents().stream()
        .filter(item -> !Etag.plain(item.etag()).isEmpty())
        .map(item -> version(item, versions.encodingType()))
        .filter(version -> version.key().equals(key) && version.versionId() != null)
        .toList();
  }

  private static StoredObject version(Item item, String encoding) {
    item.setEncodingType(encoding);
    return StoredObject.listed(item).ofVersion(item.versionId());
  }

  /**
   * True if the bucket keeps every version of an object; false also if the server has no versioning
   * or it is suspended.
   */
  public boolean kept() {
    try {
      return calls.run(
          "VERSIONING",
          null,
          () ->
              client
                  .getBucketVersioning(GetBucketVersioningArgs.builder().bucket(bucket).build())
                  .thenApply(answer -> answer.status() == VersioningConfiguration.Status.ENABLED));
    } catch (StorageUnavailable | StorageDenied e) {
      if (NO_VERSIONING.contains(e.code())) {
        return false;
      }
      throw e;
    }
  }
}
