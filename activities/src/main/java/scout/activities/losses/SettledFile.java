package scout.activities.losses;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * A file of the batch with its counts, and what its device sent before.
 *
 * @param subject of an alert about it
 * @param active false if its rows were removed
 * @param resettled true if silver had settled it before
 * @param lost records that have no id or were rejected by silver
 * @param allLost these, and those that another record of the file overrode
 * @param news false if it lacks the same as the file before it in the batch
 * @param pastFiles how many of the last 20 files before it there are; 0 also if not needed
 */
record SettledFile(
    UUID fileId,
    String objectKey,
    String deviceId,
    String subject,
    OffsetDateTime uploadedAt,
    boolean active,
    boolean resettled,
    long loaded,
    long lost,
    long allLost,
    FieldCounts nulls,
    boolean news,
    long pastFiles,
    long pastLoaded,
    FieldCounts pastNulls,
    long lastLoaded,
    long lastLost,
    FieldCounts lastNulls) {
  /** A file with fewer records is weak evidence alone. */
  private static final int FEW = 5;

  static final RowMapper<SettledFile> MAPPER =
      (row, context) ->
          new SettledFile(
              row.getObject("file_id", UUID.class),
              row.getString("object_key"),
              row.getString("device_id"),
              row.getString("subject"),
              row.getObject("uploaded_at", OffsetDateTime.class),
              row.getBoolean("active"),
              row.getBoolean("settled_before"),
              row.getLong("loaded"),
              row.getLong("lost"),
              row.getLong("all_lost"),
              FieldCounts.read(row.getString("nulls")),
              row.getBoolean("news"),
              row.getLong("past_files"),
              row.getLong("past_loaded"),
              FieldCounts.read(row.getString("past_nulls")),
              row.getLong("last_loaded"),
              row.getLong("last_lost"),
              FieldCounts.read(row.getString("last_nulls")));

  /** Returns whether it can be judged. */
  boolean counts() {
    return active && loaded > 0;
  }

  /** Returns whether it needs a second file as evidence. */
  boolean isSmallAndNotFirst() {
    return loaded < FEW && pastFiles > 0;
  }

  /**
   * Returns how many records lacked a field before. Leaves out the last file if it lacks the field
   * too, since it may have been too small to count.
   */
  Share before(String field) {
    if (lastNulls.exceeds(field, 50, lastLoaded)) {
      return new Share(pastNulls.of(field) - lastNulls.of(field), pastLoaded - lastLoaded);
    }
    return new Share(pastNulls.of(field), pastLoaded);
  }

  /** A number of records, out of all that were loaded. */
  record Share(long records, long loaded) {
    boolean exceeds(int percent) {
      return records * 100 > percent * loaded;
    }
  }

  /** Returns the distance between sampled records, so that at most a hundred are sampled. */
  long step() {
    return (loaded + 99) / 100;
  }
}
