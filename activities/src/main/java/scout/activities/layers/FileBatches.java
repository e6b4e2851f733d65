package scout.activities.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Cuts files, in order, into batches that suit the working tables. */
final class FileBatches {
  static final RowMapper<Sized> FILE = ConstructorMapper.of(Sized.class);

  /** The most files of a batch. */
  static final int FILES = 2_000;

  private static final long RECORDS = 200_000;

  private FileBatches() {}

  /**
   * A file to be worked on.
   *
   * @param recordsLoaded how many rows it has in bronze
   * @param fileSeq its number in the ledger
   */
  record Sized(UUID fileId, long recordsLoaded, long fileSeq) {}

  /** Returns the first batch of at most {@value #FILES} files; empty if there are none. */
  static List<Sized> first(List<Sized> files) {
    long records = 0;
    for (int i = 0; i < files.size(); i++) {
      records += files.get(i).recordsLoaded();
      if (i > 0 && records > RECORDS) {
        return files.subList(0, i);
      }
    }
    return files;
  }

  /** Batches of at most 200,000 records and 2,000 files, or of one larger file. */
  static List<List<UUID>> of(Iterable<Sized> files) {
    return of(files, FILES);
  }

  /** The same with at most so many files each. */
  static List<List<UUID>> of(Iterable<Sized> files, int most) {
    List<List<UUID>> batches = new ArrayList<>();
    List<UUID> batch = new ArrayList<>();
    long records = 0;
    for (Sized file : files) {
      boolean full = records + file.recordsLoaded() > RECORDS || batch.size() == most;
      if (full && !batch.isEmpty()) {
        batches.add(batch);
        batch = new ArrayList<>();
        records = 0;
      }
      batch.add(file.fileId());
      records += file.recordsLoaded();
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
