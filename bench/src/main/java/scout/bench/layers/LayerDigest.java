package scout.bench.layers;

import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/**
 * A digest of the rows that a refresh or a rebuild leaves, from the ledger to the features of the
 * shops. The same rows give the same digest, since it leaves out their times of writing.
 */
final class LayerDigest {
  private static final SqlFile SQL = SqlFile.load(LayerDigest.class, "digest.sql");

  private LayerDigest() {}

  /** The digest of a file. */
  static String of(Handle handle, NewFile file) {
    return handle
        .createQuery(SQL.get("digest"))
        .bind("file", file.fileId())
        .mapTo(String.class)
        .one();
  }

  /** The digest of all files. */
  static String ofAll(Handle handle) {
    return handle.createQuery(SQL.get("digest_of_all")).mapTo(String.class).one();
  }
}
