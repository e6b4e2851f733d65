package scout.activities.losses;

import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import scout.schema.alerts.Alert;

/** Records in alerts how many files raised them, and when those were uploaded. */
final class RaisedBy {
  private RaisedBy() {}

  /**
   * Updates alerts that were just opened or seen again; the lists are parallel.
   *
   * @param files how many files raise it; 0 if they were counted before
   * @param keys of the last files
   */
  static void note(
      Handle handle,
      List<Alert> alerts,
      List<Long> files,
      List<OffsetDateTime> firsts,
      List<OffsetDateTime> lasts,
      List<String> keys) {
    handle
        .createUpdate(LossJudgement.SQL.get("raised"))
        .bindArray("fingerprints", String.class, alerts.stream().map(Alert::fingerprint).toList())
        .bindArray("files", Long.class, files)
        .bindArray("firsts", OffsetDateTime.class, firsts)
        .bindArray("lasts", OffsetDateTime.class, lasts)
        .bindArray("keys", String.class, keys)
        .execute();
  }
}
