package scout.cli.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * What was proved, and where it doesn't hold. It counts everything and remembers the first few, so
 * that it stays small whatever it meets.
 */
public final class ProofResult {
  private static final int REMEMBERED = 10;

  private final String name;
  private final String claim;
  private final List<ProofFinding> offences = new ArrayList<>();
  private final List<ProofFinding> notes = new ArrayList<>();
  private long offenceCount;
  private long noteCount;

  /**
   * @param name one word of it, as in the JSON answer
   * @param claim what holds where there are no offences, as a sentence without its full stop
   */
  ProofResult(String name, String claim) {
    this.name = name;
    this.claim = claim;
  }

  /** Something isn't accounted for. */
  void offends(ProofFinding finding) {
    offenceCount++;
    if (offences.size() < REMEMBERED) {
      offences.add(finding);
    }
  }

  /** Something is accounted for, but a person may want to know of it. */
  void notes(ProofFinding finding) {
    noteCount++;
    if (notes.size() < REMEMBERED) {
      notes.add(finding);
    }
  }

  /** Its name, such as {@code gold_is_silver}. */
  public String name() {
    return name;
  }

  /** What is claimed, in words. */
  public String claim() {
    return claim;
  }

  /** How many things are not accounted for. */
  public long offenceCount() {
    return offenceCount;
  }

  /** The first of them. */
  public List<ProofFinding> offences() {
    return List.copyOf(offences);
  }

  /** How many things are accounted for and worth a look. */
  public long noteCount() {
    return noteCount;
  }

  /** The first of them. */
  public List<ProofFinding> notes() {
    return List.copyOf(notes);
  }
}
