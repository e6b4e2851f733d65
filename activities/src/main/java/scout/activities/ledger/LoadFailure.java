package scout.activities.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scout.workflows.FailureCode;

/**
 * Why a file is not loaded, or not loaded again.
 *
 * @param code an upper-case word; null where only words are known
 * @param words what is wrong and what to do, for people; never text from the file
 */
public record LoadFailure(String code, String words) {
  static final String REPLAY_REFUSED = "replay refused: ";

  private static final Pattern FORM =
      Pattern.compile("(?s)(?:" + REPLAY_REFUSED + ")?([A-Z][A-Z_0-9]+): (.*)");

  /** A reason that has a code of its own, other than the file's damage. */
  public static LoadFailure of(FailureCode code, String words) {
    return new LoadFailure(code.name(), words);
  }

  /** Reads what {@link #text} or {@link #refusedReplay} wrote. */
  public static LoadFailure parse(String reason) {
    Matcher form = FORM.matcher(reason);
    return form.matches()
        ? new LoadFailure(form.group(1), form.group(2))
        : new LoadFailure(null, reason);
  }

  /** As the ledger holds it for a file in quarantine. */
  public String text() {
    return code + ": " + words;
  }

  /** The same as a sentence, for others to follow. */
  public String sentence() {
    return words.endsWith(".") ? text() : text() + ".";
  }

  /** As the ledger holds it for a file that stays as it was. */
  public String refusedReplay() {
    return REPLAY_REFUSED + text();
  }
}
