package scout.activities.storage;

import io.minio.CopyObjectArgs;
import io.minio.DeleteObjectsArgs;
import io.minio.GetBucketVersioningArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.HeadObjectArgs;
import io.minio.HeadObjectResponse;
import io.minio.ListObjectVersionsArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import io.minio.ObjectWriteResponse;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.SourceObject;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import io.minio.messages.Item;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.ListVersionsResult;
import io.minio.messages.VersioningConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import scout.settings.StorageSettings;
import scout.storage.StorageAccess;
import scout.storage.StorageFault;

/**
 * The bucket that devices upload to. Every call throws {@link StorageUnavailable} where trying
 * again later may help and {@link StorageDenied} where it won't; none is tried again in here, and
 * none waits longer than two minutes (where it only reads, 30 seconds) for the storage's next byte.
 * Safe for use by many threads.
 */
public final class ObjectStore implements AutoCloseable {
  /** No call takes longer before the storage sends a byte: a copy answers only when it is done. */
  public static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

  private static final String METADATA = "x-amz-meta-";
  private static final String COPIED_VERSION = "x-amz-copy-source-version-id";
  // A copy answers only when it is done: what one call copies has to fit into the silence below.
  private static final long COPY_LIMIT = 256L << 20;
  private static final long COPY_PART = 128L << 20;
  private static final int MOST_VERSIONS = 1_000;
  private static final int VERSIONS_OF_A_SECOND = 100;
  private static final long UPLOAD_PART = 16L << 20;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final int READ_SECONDS = 30;

  /** What a server answers that knows no versions. */
  private static final Set<String> NO_VERSIONING = Set.of("NotImplemented", "MethodNotAllowed");

  private final StorageSettings settings;
  private final StorageAccess access;
  private final String bucket;
  private final long copyLimit;
  private final long copyPart;
  private final OkHttpClient http;
  private final MinioAsyncClient client;
  private final StorageCalls calls;
  private final MultipartCopy multipart;

  /**
   * Opens no connection yet.
   *
   * @param connections how many requests may run at once and how many idle connections are kept
   */
  public ObjectStore(StorageSettings settings, int connections) {
    this(settings, connections, COPY_LIMIT, COPY_PART);
  }

  /**
   * As above, with the size from which on objects are copied in parts, and the size of the parts.
   */
  ObjectStore(StorageSettings settings, int connections, long copyLimit, long copyPart) {
    this(settings, StorageAccess.of(settings), connections, copyLimit, copyPart);
  }

  private ObjectStore(
      StorageSettings settings,
      StorageAccess access,
      int connections,
      long copyLimit,
      long copyPart) {
    this(settings, access, access.signing(http(connections)), copyLimit, copyPart);
  }

  private ObjectStore(
      StorageSettings settings,
      StorageAccess access,
      OkHttpClient http,
      long copyLimit,
      long copyPart) {
    this.settings = settings;
    this.bucket = settings.bucket();
    this.copyLimit = copyLimit;
    this.copyPart = copyPart;
    this.access = access;
    this.http = http;
    this.client =
        MinioAsyncClient.builder()
            .endpoint(access.address())
            .region(settings.region())
            .credentialsProvider(access.credentials())
            .httpClient(http)
            .build();
    this.calls = new StorageCalls(new StorageFailures(settings));
    this.multipart = new MultipartCopy(client, calls, bucket, copyPart);
  }

  /**
   * The same bucket for whoever can't wait, over the same connections: closing this one closes it.
   *
   * @param limit a call that has not ended by then is broken off
   */
  public ObjectStore within(Duration limit) {
    return new ObjectStore(
        settings, access, http.newBuilder().callTimeout(limit).build(), copyLimit, copyPart);
  }

  private static OkHttpClient http(int connections) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(connections);
    dispatcher.setMaxRequestsPerHost(connections);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(connections, 1, TimeUnit.MINUTES))
        .connectTimeout(CONNECT_TIMEOUT)
        .readTimeout(LONGEST_SILENCE)
        .writeTimeout(LONGEST_SILENCE)
        .addInterceptor(ObjectStore::hurried)
        .protocols(List.of(Protocol.HTTP_1_1))
        .build();
  }

  /** What only reads is answered soon; a storage that is gone must be noticed within a minute. */
  private static Response hurried(Interceptor.Chain chain) throws IOException {
    boolean reads = READING.contains(chain.request().method());
    return (reads ? chain.withReadTimeout(READ_SECONDS, TimeUnit.SECONDS) : chain)
        .proceed(chain.request());
  }

  /**
   * One page of the keys that start with {@code prefix}, folders and all, in key order.
   *
   * @param startAfter the key to go on after, which need not exist; null from the start. As {@code
   *     0} follows {@code /}, starting after {@code folder0} steps over all of {@code folder/},
   *     except a key that is exactly {@code folder0}
   * @param max how many at most, 1 to 1000
   */
  public Page list(String prefix, String startAfter, int max) {
    ListBucketResultV2 result =
        calls.run(
            "LIST",
            prefix,
            () ->
                client
                    .listObjectsV2(
                        ListObjectsV2Args.builder()
                            .bucket(bucket)
                            .prefix(prefix)
                            .startAfter(startAfter)
                            .maxKeys(max)
                            .encodingType("url")
                            .build())
                    .thenApply(answer -> answer.result()));
    List<StoredObject> objects = new ArrayList<>();
    List<String> untold = new ArrayList<>();
    for (Item item : result.contents()) {
      item.setEncodingType(result.encodingType());
      if (plain(item.etag()).isEmpty()) {
        untold.add(item.objectName());
      } else {
        objects.add(listed(item, result.encodingType()));
      }
    }
    return new Page(objects, untold, result.isTruncated());
  }

  private static StoredObject listed(Item item, String encoding) {
    item.setEncodingType(encoding);
    return new StoredObject(
        item.objectName(), plain(item.etag()), item.size(), item.lastModified().toInstant(), null);
  }

  /**
   * What a listing says of an object, which also works where reading it does not; with the full
   * second that reading it would tell.
   */
  public Optional<StoredObject> listed(String key) {
    return list(key, null, 1).objects().stream()
        .filter(object -> object.key().equals(key))
        .map(
            object ->
                new StoredObject(
                    key,
                    object.etag(),
                    object.size(),
                    object.lastModified().truncatedTo(ChronoUnit.SECONDS),
                    null))
        .findFirst();
  }

  /** The object's current version; empty if there is none. */
  public Optional<StoredObject> stat(String key) {
    try {
      return Optional.of(
          calls.object(
              "HEAD",
              key,
              () ->
                  client
                      .headObject(HeadObjectArgs.builder().bucket(bucket).object(key).build())
                      .thenApply(head -> told(key, head))));
    } catch (ObjectGone e) {
      return Optional.empty();
    }
  }

  /**
   * The version of a key that has this ETag: the current one or, where the bucket keeps them, the
   * latest of the earlier ones.
   */
  public Optional<StoredObject> find(String key, String etag) {
    Optional<StoredObject> current = stat(key).filter(object -> object.etag().equals(etag));
    return current.isPresent() || !versioned() ? current : earlier(key, etag);
  }

  private Optional<StoredObject> earlier(String key, String etag) {
    return versions(key, MOST_VERSIONS).stream()
        .filter(version -> version.etag().equals(etag))
        .findFirst();
  }

  /**
   * The version ids of those that lie below a version and were stored in the same second: the
   * listing alone tells which of them came first. Empty if the version is not there any more.
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

  /** A key's versions that can be addressed, the latest first. */
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
        .filter(item -> !plain(item.etag()).isEmpty())
        .map(item -> listed(item, versions.encodingType()).ofVersion(item.versionId()))
        .filter(version -> version.key().equals(key) && version.versionId() != null)
        .toList();
  }

  /**
   * Reads an object from its start.
   *
   * @param etag the version wanted, without quotes; null for whatever lies there
   * @throws ObjectGone if there is no such object
   * @throws ObjectChanged if the object is another version by now
   */
  public ObjectStream open(String key, String etag) {
    return open(key, etag, null);
  }

  /**
   * Reads exactly this version from its start.
   *
   * @param version where its version id is null, its ETag says which is meant
   * @throws ObjectGone if there is no such object
   * @throws ObjectChanged if the object is another version by now
   */
  public ObjectStream open(StoredObject version) {
    return open(version.key(), version.etag(), version.versionId());
  }

  private ObjectStream open(String key, String etag, String versionId) {
    return calls.object(
        "GET",
        key,
        () ->
            client
                .getObject(
                    GetObjectArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .versionId(versionId)
                        .matchETag(etag == null ? null : quoted(etag))
                        .build())
                .thenApply(answer -> reading(key, etag, answer)));
  }

  private ObjectStream reading(String key, String etag, GetObjectResponse answer) {
    try {
      StoredObject read =
          told(key, new HeadObjectResponse(answer.headers(), bucket, answer.region(), key));
      // Some servers take no notice of the condition where they know no ETag.
      if (etag != null && !etag.equals(read.etag())) {
        throw new ObjectChanged(
            "GET s3://%s/%s: the object is another version by now".formatted(bucket, key));
      }
      return new ObjectStream(
          read,
          metadata(answer.headers()),
          answer.headers().getInstant("Date"),
          new ExactLengthStream(key, read.size(), answer));
    } catch (RuntimeException e) {
      close(answer, e);
      throw e;
    }
  }

  /**
   * Copies exactly this version, with its metadata, over whatever is at the target.
   *
   * @param from its version id may be null: its ETag says which version is meant
   * @throws ObjectGone if the source is gone
   * @throws ObjectChanged if the source is another version by now
   */
  public ObjectCopy copy(StoredObject from, String toKey) {
    if (from.size() >= copyLimit) {
      multipart.copy(from, toKey);
      StoredObject copy =
          stat(toKey).orElseThrow(() -> new ObjectGone("The copy " + toKey + " is gone"));
      return new ObjectCopy(from, copy);
    }
    ObjectWriteResponse answer =
        calls.run(
            "COPY",
            from.key() + " to " + toKey,
            () -> {
              StorageCalls.requireAddressable(toKey);
              return client.copyObject(
                  CopyObjectArgs.builder()
                      .bucket(bucket)
                      .object(toKey)
                      .source(source(bucket, from))
                      .build());
            });
    if (answer.etag() == null || answer.lastModified() == null) {
      throw new StorageUnavailable(
          StorageFault.COPY_FAILED,
          "COPY s3://%s/%s broke off".formatted(bucket, from.key()),
          null);
    }
    String version = answer.headers().get(COPIED_VERSION);
    return new ObjectCopy(
        version == null ? from : from.ofVersion(version),
        new StoredObject(
            toKey,
            plain(answer.etag()),
            from.size(),
            answer.lastModified().toInstant(),
            answer.versionId()));
  }

  /**
   * Stores an object, in parts where it is larger than 16 MiB.
   *
   * @param size the number of bytes in {@code content}
   * @return the ETag without quotes
   */
  public String put(String key, InputStream content, long size) {
    return put(key, content, size, Map.of());
  }

  /** As above, with what {@link ObjectStream#metadata} gives back. */
  public String put(String key, InputStream content, long size, Map<String, String> metadata) {
    return plain(
        calls.object(
            "PUT",
            key,
            () ->
                client
                    .putObject(
                        PutObjectArgs.builder().bucket(bucket).object(key).stream(
                                content, size, CopyPart.size(size, UPLOAD_PART))
                            .userMetadata(metadata)
                            .build())
                    .thenApply(ObjectWriteResponse::etag)));
  }

  /**
   * Deletes an object; one that is gone already is no error.
   *
   * @param versionId the version to delete for good; null deletes what the key holds (where the
   *     bucket is versioned, by a delete marker)
   */
  public void delete(String key, String versionId) {
    calls.object(
        "DELETE",
        key,
        () ->
            client.removeObject(
                RemoveObjectArgs.builder()
                    .bucket(bucket)
                    .object(key)
                    .versionId(versionId)
                    .build()));
  }

  /**
   * Deletes objects in one call; those that are gone already are no error.
   *
   * @param objects from 1 to 1,000; where a version id is told, exactly that version
   * @throws StorageException for the first that was refused; the others are deleted
   */
  public void deleteAll(List<StoredObject> objects) {
    List<DeleteRequest.Object> names =
        objects.stream()
            .map(object -> new DeleteRequest.Object(object.key(), object.versionId()))
            .toList();
    List<DeleteResult.Error> errors =
        calls.run(
            "DELETE",
            null,
            () ->
                client
                    .deleteObjects(
                        DeleteObjectsArgs.builder()
                            .bucket(bucket)
                            .objects(names)
                            .quiet(true)
                            .build())
                    .thenApply(answer -> answer.result().errors()));
    for (DeleteResult.Error error : errors) {
      throw calls.refused("DELETE", error.objectName(), error.code());
    }
  }

  /**
   * True if the bucket keeps every version of an object; false also where the server knows no such
   * thing, or no longer keeps what comes.
   */
  public boolean versioned() {
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

  /** Closes the connections; reads under way fail. */
  @Override
  public void close() {
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /** The version to copy; its size is given, so that the client doesn't look it up first. */
  static SourceObject source(String bucket, StoredObject from) {
    StorageCalls.requireAddressable(from.key());
    return new SourceObject(
        SourceObject.builder()
            .bucket(bucket)
            .object(from.key())
            .versionId(from.versionId())
            .build(),
        from.size(),
        quoted(from.etag()));
  }

  private static StoredObject told(String key, HeadObjectResponse head) {
    return new StoredObject(
        key, head.etag(), head.size(), head.lastModified().toInstant(), head.versionId());
  }

  private static Map<String, String> metadata(Headers headers) {
    Map<String, String> metadata = new HashMap<>();
    for (String name : headers.names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith(METADATA)) {
        metadata.put(lower.substring(METADATA.length()), headers.get(name));
      }
    }
    return metadata;
  }

  private static String plain(String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }

  private static String quoted(String etag) {
    return '"' + etag + '"';
  }

  private static void close(InputStream body, RuntimeException failure) {
    try {
      body.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
