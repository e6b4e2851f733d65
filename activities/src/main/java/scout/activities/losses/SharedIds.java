package scout.activities.losses;

import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import scout.models.RecordKey;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;

/**
 * Raises an alert about sales that lost their id to another sale. It ends when no such sale is
 * left, not with the next good file.
 */
final class SharedIds {
  private final Handle handle;
  private final RecordKey key;
  private final LossSettings settings;

  SharedIds(Handle handle, RecordKey key, LossSettings settings) {
    this.handle = handle;
    this.key = key;
    this.settings = settings;
  }

  void judge(boolean rebuild) {
    List<Shared> shared =
        handle
            .createQuery(LossJudgement.SQL.get("shared"))
            .bind("prefix", settings.prefix())
            .map(
                (row, context) ->
                    new Shared(
                        row.getString("subject"),
                        row.getLong("files"),
                        row.getObject("first", OffsetDateTime.class),
                        row.getObject("last", OffsetDateTime.class),
                        row.getLong("ids"),
                        List.of((String[]) row.getArray("examples").getArray())))
            .list();
    if (!shared.isEmpty()) {
      List<Alert> alerts = shared.stream().map(this::alert).toList();
      Alerts.openAll(handle, alerts);
      RaisedBy.note(
          handle,
          alerts,
          shared.stream().map(each -> rebuild ? 0L : each.files()).toList(),
          shared.stream().map(Shared::first).toList(),
          shared.stream().map(Shared::last).toList(),
          // it ends when no such sale is left, whatever comes later
          shared.stream().map(each -> "").toList());
    }
    Alerts.resolveAll(
        handle,
        AlertKind.IDS_SHARED,
        handle
            .createQuery(LossJudgement.SQL.get("shared_over"))
            .bind("prefix", settings.prefix())
            .mapTo(String.class)
            .list());
  }

  private Alert alert(Shared shared) {
    String message =
        String.format(
            "%d ids of this device's sales are those of other sales too, and of each id only the"
                + " latest upload counts: %s have one id. ./scout files --lost lists the files. %s, see"
                + " docs/models.md.",
            shared.ids(), FileWords.seen(String.join("; ", shared.examples())), advice());
    return Alert.of(AlertKind.IDS_SHARED, shared.subject(), message);
  }

  private String advice() {
    return key.composed()
        ? "The key is " + key.words() + ": add to it what tells these sales apart"
        : "If the tills number anew in each store or each day, declare a key of several fields, such"
            + " as key: [store_id, transaction_date, transaction_id]";
  }

  /**
   * Sales of one subject that lost.
   *
   * @param files of the batch that delivered their ids
   * @param ids how many
   * @param examples at most two: record and file of both, and what differs
   */
  record Shared(
      String subject,
      long files,
      OffsetDateTime first,
      OffsetDateTime last,
      long ids,
      List<String> examples) {}
}
