package scout.workflows.journey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** The state of a file version: where its journey ended, or that it is under way. */
public enum FileStatus {
  /** Claimed; its rows are not committed yet. */
  LOADING(false),
  /** Its rows are committed; the object still lies where the device put it. */
  LOADED(false),
  /** Loaded, and the object moved to {@code processed/}. */
  ARCHIVED(true),
  /** None of its rows is loaded; a person has to decide. */
  QUARANTINED(true),
  /** Taken out by a person. */
  DISCARDED(true),
  /** The same bytes as a version of this key that is already loaded. */
  DUPLICATE(true),
  /** The object vanished before it could be read. */
  GONE(true),
  /** A status of another release; such a file is left alone. */
  UNKNOWN(true);

  private final boolean atRest;

  FileStatus(boolean atRest) {
    this.atRest = atRest;
  }

  /** True if the journey has no automatic step left. */
  public boolean atRest() {
    return atRest;
  }

  /** The word in the ledger and in search attributes, e.g. {@code archived}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of a ledger word; an unknown word gives {@link #UNKNOWN}. */
  @JsonCreator
  public static FileStatus ofWord(String word) {
    return Arrays.stream(values())
        .filter(status -> status.word().equals(word))
        .findFirst()
        .orElse(UNKNOWN);
  }
}
