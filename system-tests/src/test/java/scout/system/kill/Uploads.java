package scout.system.kill;

import io.minio.ComposeObjectArgs;
import io.minio.MinioAsyncClient;
import io.minio.SourceObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import scout.settings.StorageSettings;

/** Uploads that are made of parts, as larger ones are. */
final class Uploads {
  private static final String PIECE = "piece";
  private static final int HUGE_PIECE = 128 << 20;

  /** What has two pieces is copied piece by piece; a kill comes after the fifth. */
  private static final int HUGE_PIECES = 6;

  private Uploads() {}

  /** Uploads bytes so that their ETag is another than that of a plain upload; returns it. */
  static String inParts(Site site, String path, byte[] content) throws Exception {
    return compose(site, path, new ByteArrayInputStream(content), content.length, 1);
  }

  /** Uploads more bytes than one call can copy, all of them zero; returns the ETag. */
  static String huge(Site site, String path) throws Exception {
    return compose(site, path, new Zeros(), HUGE_PIECE, HUGE_PIECES);
  }

  private static String compose(Site site, String path, InputStream piece, long size, int times)
      throws Exception {
    site.store().writer().put(PIECE, piece, size);
    StorageSettings storage = site.storage();
    try (MinioAsyncClient client =
        MinioAsyncClient.builder()
            .endpoint(storage.endpoint().toString())
            .region(storage.region())
            .credentials(storage.accessKey(), storage.secretKey())
            .build()) {
      client.setTimeout(0, 0, 0);
      SourceObject source =
          SourceObject.builder().bucket(site.name()).object(PIECE).offset(0L).length(size).build();
      client
          .composeObject(
              ComposeObjectArgs.builder()
                  .bucket(site.name())
                  .object(Site.PREFIX + path)
                  .sources(new ArrayList<>(Collections.nCopies(times, source)))
                  .build())
          .get();
    }
    site.store()
        .stat(PIECE)
        .ifPresent(object -> site.store().writer().delete(PIECE, object.versionId()));
    return site.store().stat(Site.PREFIX + path).orElseThrow().etag();
  }

  /** Zeros without end. */
  private static final class Zeros extends InputStream {
    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) {
      java.util.Arrays.fill(buffer, offset, offset + count, (byte) 0);
      return count;
    }
  }
}
