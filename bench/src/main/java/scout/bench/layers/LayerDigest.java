package scout.bench.layers;

import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/**
 * What a refresh or a rebuild has left, from the ledger to the features of the shops. The same for
 * the same rows; the moments at which they were written are left out.
 */
final class LayerDigest {
  private static final SqlFile SQL = SqlFile.load(LayerDigest.class, "digest.sql");

  private LayerDigest() {}

  /** What has become of a file. */
  static String of(Handle handle, NewFile file) {
    return handle
        .createQuery(SQL.get("digest"))
        .bind("file", file.fileId())
        .mapTo(String.class)
        .one();
  }

  /** What has become of all files. */
  static String ofAll(Handle handle) {
    return handle.createQuery(SQL.get("digest_of_all")).mapTo(String.class).one();
  }
}
