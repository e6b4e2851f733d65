package scout.storage;

import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import io.minio.messages.Item;
import io.minio.messages.ListBucketResultV2;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the objects of the bucket in the order of their keys. */
public final class ObjectListing {
  private final MinioAsyncClient client;
  private final StorageCalls calls;
  private final String bucket;

  ObjectListing(BucketConnection connection) {
    this.client = connection.client();
    this.calls = connection.calls();
    this.bucket = connection.bucket();
  }

  /**
   * One page of the keys that start with {@code prefix}, including folders, in key order.
   *
   * @param startAfter the key to continue after, which need not exist; null from the start. As
   *     {@code 0} follows {@code /}, starting after {@code folder0} skips all of {@code folder/},
   *     and a key that is exactly {@code folder0}
   * @param max the most keys of the page, 1 to 1000
   */
  public ListingPage page(String prefix, String startAfter, int max) {
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
      if (Etag.plain(item.etag()).isEmpty()) {
        untold.add(item.objectName());
      } else {
        objects.add(StoredObject.listed(item));
      }
    }
    return new ListingPage(objects, untold, result.isTruncated());
  }

  /**
   * An object's entry in a listing, which exists even if the object can't be read. Its time is cut
   * to the second, as a read returns it.
   */
  public Optional<StoredObject> entry(String key) {
    return page(key, null, 1).objects().stream()
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
}
