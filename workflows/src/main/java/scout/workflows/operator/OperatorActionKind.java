package scout.workflows.operator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person can ask for in the console. */
public enum OperatorActionKind {
  /** Reads a file again and replaces its rows. */
  REPROCESS,
  /** Takes a file's rows out of every layer. */
  DISCARD,
  /** Notes that somebody takes care of an alert. */
  ACKNOWLEDGE,
  /** Keeps an alert from being posted until a time. */
  MUTE,
  /** Looks for uploaded files now. */
  SWEEP,
  /** Brings the layers up to date now. */
  REFRESH;

  /** The word in {@code scout.operator_actions.action}, e.g. {@code reprocess}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of a word; empty if this release has none of that name. */
  public static Optional<OperatorActionKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
