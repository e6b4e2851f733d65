package scout.activities.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scout.workflows.FailureCode;

/**
 * The reason why a file is not loaded or not reprocessed.
 *
 * @param code an upper-case word; null if only words are known
 * @param words what is wrong and what to do, for people; never text from the file
 */
public record LoadFailure(String code, String words) {
  private static final String REPROCESS_REFUSED = "reprocess refused: ";

  /** Older ledgers say replay for reprocess. */
  private static final Pattern FORM =
      Pattern.compile("(?s)(?:(?:reprocess|replay) refused: )?([A-Z][A-Z_0-9]+): (.*)");

  /** A reason with a code of its own, other than damage to the file. */
  public static LoadFailure of(FailureCode code, String words) {
    return new LoadFailure(code.name(), words);
  }

  /** Parses the result of {@link #text} or {@link #refusedReprocess}. */
  public static LoadFailure parse(String reason) {
    Matcher form = FORM.matcher(reason);
    return form.matches()
        ? new LoadFailure(form.group(1), form.group(2))
        : new LoadFailure(null, reason);
  }

  /** The form in the ledger for a file in quarantine. */
  public String text() {
    return code + ": " + words;
  }

  /** The same as a sentence, so that others can follow. */
  public String sentence() {
    return words.endsWith(".") ? text() : text() + ".";
  }

  /** The form in the ledger for a file that stays as it was. */
  public String refusedReprocess() {
    return REPROCESS_REFUSED + text();
  }
}
