package scout.activities.losses;

import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import scout.schema.alerts.Alert;

/** Writes into alerts how many files raised them, and when these were uploaded. */
final class RaisedBy {
  private RaisedBy() {}

  /**
   * Writes them into alerts that were just opened or seen again; the lists go with each other.
   *
   * @param files how many files raise it; 0 where they did so before
   * @param keys of the last ones
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
