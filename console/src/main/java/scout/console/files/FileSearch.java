package scout.console.files;

import java.util.Set;
import scout.console.web.BadAddress;
import scout.console.web.Words;

/**
 * What files are looked for; a blank text is no filter.
 *
 * @param key the beginning of an object key
 * @param device a device's id
 * @param status a state of the ledger
 * @param lost true for files that lost records
 * @param from the first day of arrival, in ISO-8601
 * @param to the last day of arrival
 * @param before the number before which to go on; 0 is the newest
 */
public record FileSearch(
    String key, String device, String status, boolean lost, String from, String to, long before) {
  private static final int LONGEST = 1_024;
  private static final Set<String> STATES =
      Set.of("loading", "loaded", "archived", "quarantined", "discarded", "duplicate", "gone");

  public FileSearch {
    key = clean(key);
    device = clean(device);
    status = clean(status);
    from = clean(from);
    to = clean(to);
    if (!status.isEmpty() && !STATES.contains(status)) {
      throw new BadAddress("A file's status is one of " + String.join(", ", STATES) + ".");
    }
  }

  private static String clean(String text) {
    String trimmed = text == null ? "" : text.strip().replace("\u0000", "");
    if (trimmed.length() > LONGEST) {
      throw new BadAddress("A filter has at most " + LONGEST + " characters.");
    }
    return trimmed;
  }

  /** True if nothing is looked for. */
  public boolean any() {
    return key.isEmpty()
        && device.isEmpty()
        && status.isEmpty()
        && !lost
        && from.isEmpty()
        && to.isEmpty();
  }

  /** The address of the page that goes on before this number. */
  public String address(long next) {
    return "/console/files?key=%s&device=%s&status=%s&lost=%s&from=%s&to=%s&before=%d"
        .formatted(
            Words.query(key),
            Words.query(device),
            status,
            lost,
            Words.query(from),
            Words.query(to),
            next);
  }
}
