package scout.bench.layers;

import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/** What a refresh has left of a file, from the ledger to the features of its shops. */
final class Digest {
  private static final SqlFile SQL = SqlFile.load(Digest.class, "digest.sql");

  private Digest() {}

  /** The same for the same rows; the moments at which they were written are left out. */
  static String of(Handle handle, NewFile file) {
    return handle
        .createQuery(SQL.get("digest"))
        .bind("file", file.fileId())
        .mapTo(String.class)
        .one();
  }
}
