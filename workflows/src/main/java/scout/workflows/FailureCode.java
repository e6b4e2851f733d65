package scout.workflows;

import static scout.workflows.FailureCategory.DATA;
import static scout.workflows.FailureCategory.HANDED_ON;
import static scout.workflows.FailureCategory.PERSON;
import static scout.workflows.FailureCategory.RETRIED;
import static scout.workflows.FailureCategory.SETTINGS;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;

/**
 * Why a file is not loaded, or why a step failed. The ledger's reasons begin with these words, and
 * Temporal's failures have them as types. The words stand in histories, so they never change.
 * docs/codes.md is made from this list.
 */
public enum FailureCode {
  MOSTLY_REJECTED(
      DATA,
      "More of the file's records are rejected than `SCOUT_MAX_REJECTED_PERCENT` allows; the file"
          + " is quarantined."),
  DAMAGED_IN_TRANSIT(
      DATA,
      "The content has another SHA-256 or number of records than the device wrote beside it; the"
          + " file is quarantined."),
  OBJECT_DIFFERS(
      DATA,
      "A `reprocess` found another object in the archive than the one that was uploaded; it changes"
          + " nothing."),

  OBJECT_KEEPS_CHANGING(
      RETRIED, "The object was replaced each time that it was to be read, five times in a row."),
  OUTRUN(RETRIED, "Another attempt has taken the file over; what this one did is rolled back."),
  DATABASE_FAILED(
      RETRIED,
      "The database refused a statement or can't be reached; the message holds the SQLSTATE and"
          + " the place in the program, and no values."),

  NOT_INPUT(PERSON, "The key is not one that Scout reads: another bucket, prefix or kind of file."),
  UNKNOWN_FILE(PERSON, "The ledger holds no such file."),
  NO_OBJECT(PERSON, "A journey was started by hand without the bucket and key of an object."),
  SIGNAL_REFUSED(
      PERSON, "A signal to a journey can't be carried out as it was sent; the message says why."),
  SOURCE_REFUSED(
      PERSON, "A declaration of the source can't be brought into force; the message says why."),
  CHECK_BLOCKED(
      PERSON, "A blocking check failed before the commit; the layer keeps its last good state."),

  DECLARATION_REFUSED(
      PERSON,
      "A declaration of tables can't be applied: it became wrong, or more would be lost than its plan"
          + " has shown; `./scout models plan` says what."),

  SETTINGS_CHANGED(
      SETTINGS,
      "Time zone, field paths or the reading of values differ from those that silver was built"
          + " with; `./scout rebuild silver` switches."),
  TIME_ZONE_UNKNOWN(
      SETTINGS,
      "The database doesn't know the time zone of `SCOUT_TIMEZONE`; its view `pg_timezone_names`"
          + " lists those that it knows."),
  SCHEMA_CHANGED(
      SETTINGS,
      "A layer's table lacks a column that its SQL gives, or has it with another type; the message"
          + " holds the difference."),

  NOT_AT_ONCE(
      HANDED_ON,
      "An object of more than 16 MiB, an empty one that may still be replaced, or one that another"
          + " step is moving, is moved by a step of its own, not within a workflow task.");

  private final FailureCategory category;
  private final String sentence;

  FailureCode(FailureCategory category, String sentence) {
    this.category = category;
    this.sentence = sentence;
  }

  /** Who or what can end it. */
  public FailureCategory category() {
    return category;
  }

  /** What it means and, if a person has to act, what to do; in Markdown. */
  public String sentence() {
    return sentence;
  }

  /**
   * A failure of this type. Temporal retries the step if the category is {@link
   * FailureCategory#RETRIED}.
   *
   * @param message what is wrong, where, and what to do
   * @param details for programs
   */
  public ApplicationFailure failure(String message, Object... details) {
    return category == RETRIED
        ? ApplicationFailure.newFailure(message, name(), details)
        : ApplicationFailure.newNonRetryableFailure(message, name(), details);
  }

  /** True if an activity failed with this code. */
  public boolean causes(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure cause && name().equals(cause.getType());
  }
}
