package scout.console.alerts;

import java.util.List;
import scout.console.alerts.AlertReads.AlertRow;
import scout.console.web.Words;

/**
 * What a person can do about an alert in the console: a page that asks before it acts, or the list
 * of the files that the alert is about.
 *
 * @param label the words on the button
 * @param address where it leads
 * @param acts true if only an operator may
 */
public record Remedy(String label, String address, boolean acts) {
  private static final Remedy SWEEP = new Remedy("Run a sweep", "/console/actions/sweep", true);
  private static final Remedy REFRESH =
      new Remedy("Run a refresh", "/console/actions/refresh", true);

  /** The remedies of an open alert, the likeliest first; none where only a shell helps. */
  static List<Remedy> of(AlertRow alert) {
    return switch (alert.kind()) {
      case "quarantined_file" -> List.of(reprocess(alert), discard(alert));
      case "file_held" -> List.of(reprocess(alert), discard(alert), REFRESH);
      case "file_stopped" ->
          alert.ofFile()
              ? List.of(SWEEP, reprocess(alert), discard(alert))
              : List.of(files(alert), SWEEP);
      case "file_lost", "field_gone", "ids_shared", "file_stuck" -> List.of(files(alert));
      case "delete_denied" -> List.of(files(alert), SWEEP);
      case "device_silent" -> alert.deviceKnown() ? List.of(ofDevice(alert)) : List.of();
      case "layers_behind" ->
          alert.subject().equals("silver") ? List.of(files(alert), REFRESH) : List.of(REFRESH);
      case "refresh_failed", "model_held", "check_failed" -> List.of(REFRESH);
      case "sweep_missed" -> List.of(SWEEP);
      default -> List.of();
    };
  }

  private static Remedy reprocess(AlertRow alert) {
    return ofFile("Reprocess", "reprocess", alert);
  }

  private static Remedy discard(AlertRow alert) {
    return ofFile("Discard", "discard", alert);
  }

  private static Remedy ofFile(String label, String action, AlertRow alert) {
    return new Remedy(
        label, "/console/actions/" + action + "?key=" + Words.query(alert.subject()), true);
  }

  /** The list of the files that an alert is about. */
  static Remedy files(AlertRow alert) {
    return new Remedy("Its files", "/console/files?alert=" + alert.id(), false);
  }

  private static Remedy ofDevice(AlertRow alert) {
    return new Remedy("Its files", "/console/files?device=" + Words.query(alert.subject()), false);
  }
}
