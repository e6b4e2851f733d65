package scout.workflows.refresh;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import scout.workflows.SignalInput;

/**
 * A nudge. The work itself is read from the ledger, never from here. Every field may be null.
 *
 * @param reason what happened, e.g. {@code loaded}
 * @param byPerson true if a person asked, which ends a wait after a failure; null counts as a
 *     person, since the program always sets it
 * @param checksOnly true to run the quality checks alone
 */
public record RefreshRequest(String reason, Boolean byPerson, Boolean checksOnly) {
  private static final List<String> FIELDS = List.of("reason", "byPerson", "checksOnly");

  /** Reads any JSON value; an invalid one still counts as a person's request. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static RefreshRequest read(Object typed) {
    SignalInput input = SignalInput.read(typed, FIELDS, "byPerson");
    return input.problem() == null
        ? new RefreshRequest(
            input.field("reason"), flag(input.field("byPerson")), flag(input.field("checksOnly")))
        : new RefreshRequest("asked for, though: " + input.problem(), true, false);
  }

  private static Boolean flag(String text) {
    return text == null ? null : Boolean.valueOf(text);
  }

  /** A nudge by the program itself. */
  public static RefreshRequest nudge(String reason) {
    return new RefreshRequest(reason, false, false);
  }

  /** True if a person asked. */
  public boolean urgent() {
    return byPerson == null || byPerson;
  }

  /** True if only the quality checks are asked for. */
  public boolean onlyChecks() {
    return checksOnly != null && checksOnly;
  }
}
