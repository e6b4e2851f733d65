package scout.activities.losses;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * A file of the batch as it was counted, with what its device sent before.
 *
 * @param subject whom an alert about it names
 * @param active false if its rows were taken out
 * @param resettled true if silver had taken it before
 * @param lost records that have no id or were rejected by silver
 * @param allLost these, and those that another record of the file overrode
 * @param pastFiles how many of the last 20 files before it there are; 0 also where nobody needs it
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
    long pastFiles,
    long pastLoaded,
    FieldCounts pastNulls,
    long lastLoaded,
    long lastLost,
    FieldCounts lastNulls) {
  /** A file with fewer records says little by itself. */
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
              row.getLong("past_files"),
              row.getLong("past_loaded"),
              FieldCounts.read(row.getString("past_nulls")),
              row.getLong("last_loaded"),
              row.getLong("last_lost"),
              FieldCounts.read(row.getString("last_nulls")));

  /** Whether it can be judged at all. */
  boolean counts() {
    return active && loaded > 0;
  }

  /** Whether it needs another one to be believed. */
  boolean isSmallAndNotFirst() {
    return loaded < FEW && pastFiles > 0;
  }

  /**
   * How many records lacked a field before; the last file is left out where it lacks the field too,
   * since it may have been too small to be believed.
   */
  Share before(String field) {
    if (lastNulls.exceeds(field, 50, lastLoaded)) {
      return new Share(pastNulls.of(field) - lastNulls.of(field), pastLoaded - lastLoaded);
    }
    return new Share(pastNulls.of(field), pastLoaded);
  }

  /** So many of all records that were loaded. */
  record Share(long records, long loaded) {
    boolean exceeds(int percent) {
      return records * 100 > percent * loaded;
    }
  }

  /** Of every so many records one is looked at, so that a hundred are at most. */
  long step() {
    return (loaded + 99) / 100;
  }
}
