package scout.storage;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.ComposeObjectArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.HeadObjectArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.SourceObject;
import io.minio.UploadPartCopyArgs;
import io.minio.messages.Part;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Copies an object inside the storage in parts: one call copies 5 GiB at most. */
final class MultipartCopy {
  private static final Set<String> KEPT =
      Set.of(
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-type",
          "expires");

  private final MinioAsyncClient client;
  private final StorageCalls calls;
  private final String bucket;
  private final long partSize;

  MultipartCopy(BucketConnection connection, long partSize) {
    this.client = connection.client();
    this.calls = connection.calls();
    this.bucket = connection.bucket();
    this.partSize = partSize;
  }

  /** Copies the version with its metadata. Nothing is left behind if it fails. */
  void copy(StoredObject from, String toKey) {
    Http.Headers metadata = metadata(from);
    String upload =
        calls.object(
            "COPY",
            toKey,
            () ->
                client
                    .createMultipartUpload(
                        CreateMultipartUploadArgs.builder()
                            .bucket(bucket)
                            .object(toKey)
                            .headers(metadata)
                            .build())
                    .thenApply(created -> created.result().uploadId()));
    try {
      Part[] parts = parts(from, toKey, upload);
      calls.object(
          "COPY",
          toKey,
          () ->
              client.completeMultipartUpload(
                  CompleteMultipartUploadArgs.builder()
                      .bucket(bucket)
                      .object(toKey)
                      .uploadId(upload)
                      .parts(parts)
                      .build()));
    } catch (StorageException e) {
      abort(toKey, upload, e);
      throw e;
    }
  }

  private Part[] parts(StoredObject from, String toKey, String upload) {
    SourceObject source = ObjectCopier.source(bucket, from);
    // The builder of part arguments can't build; this is the way that works.
    ComposeObjectArgs target =
        ComposeObjectArgs.builder().bucket(bucket).object(toKey).sources(List.of(source)).build();
    List<CopyPart> ranges = CopyPart.of(from.size(), partSize);
    Part[] parts = new Part[ranges.size()];
    for (int i = 0; i < parts.length; i++) {
      int number = ranges.get(i).number();
      Http.Headers headers = source.makeCopyHeaders();
      headers.put("x-amz-copy-source-range", ranges.get(i).range());
      parts[i] =
          calls.object(
              "COPY",
              from.key(),
              () ->
                  client
                      .uploadPartCopy(new UploadPartCopyArgs(target, upload, number, headers))
                      .thenApply(copied -> new Part(number, copied.result().etag())));
    }
    return parts;
  }

  private Http.Headers metadata(StoredObject from) {
    return calls.object(
        "HEAD",
        from.key(),
        () ->
            client
                .headObject(
                    HeadObjectArgs.builder()
                        .bucket(bucket)
                        .object(from.key())
                        .versionId(from.versionId())
                        .build())
                .thenApply(
                    head -> {
                      Http.Headers kept = new Http.Headers();
                      for (String name : head.headers().names()) {
                        String lower = name.toLowerCase(Locale.ROOT);
                        if (lower.startsWith(ObjectStream.METADATA) || KEPT.contains(lower)) {
                          kept.put(name, head.headers().get(name));
                        }
                      }
                      return kept;
                    }));
  }

  private void abort(String toKey, String upload, StorageException failure) {
    try {
      calls.object(
          "ABORT",
          toKey,
          () ->
              client.abortMultipartUpload(
                  AbortMultipartUploadArgs.builder()
                      .bucket(bucket)
                      .object(toKey)
                      .uploadId(upload)
                      .build()));
    } catch (StorageException e) {
      failure.addSuppressed(e);
    }
  }
}
