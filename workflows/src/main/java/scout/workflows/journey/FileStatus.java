package scout.workflows.journey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Where a file version's journey came to rest, or that it is still under way. */
public enum FileStatus {
  /** Claimed; its rows are not committed yet. */
  LOADING(false),
  /** Its rows are committed; the object still lies where the device put it. */
  LOADED(false),
  /** Loaded, and the object moved to {@code processed/}. */
  ARCHIVED(true),
  /** Nothing of it is loaded; a person has to decide. */
  QUARANTINED(true),
  /** Taken out by a person. */
  DISCARDED(true),
  /** The same bytes as a version of this key that is already loaded. */
  DUPLICATE(true),
  /** The object vanished before it could be read. */
  GONE(true),
  /** A word that another release writes; nothing is done about such a file. */
  UNKNOWN(true);

  private final boolean atRest;

  FileStatus(boolean atRest) {
    this.atRest = atRest;
  }

  /** True if the journey has nothing left to do by itself. */
  public boolean atRest() {
    return atRest;
  }

  /** The word that stands in the ledger and in search attributes, e.g. {@code archived}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of a ledger word; one that this release doesn't know is {@link #UNKNOWN}. */
  @JsonCreator
  public static FileStatus ofWord(String word) {
    return Arrays.stream(values())
        .filter(status -> status.word().equals(word))
        .findFirst()
        .orElse(UNKNOWN);
  }
}
