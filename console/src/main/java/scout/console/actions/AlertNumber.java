package scout.console.actions;

import scout.console.web.BadAddress;

/** The number of an alert in a form. */
final class AlertNumber {
  private AlertNumber() {}

  static long of(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadAddress("An alert is named by its number.");
    }
  }
}
