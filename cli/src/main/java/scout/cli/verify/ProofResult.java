package scout.cli.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of a proof with its violations. It counts all but stores only the first few, so it
 * always stays small.
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
   * @param name its name, as in the JSON answer
   * @param claim the claim that holds without offences, as a sentence without its full stop
   */
  ProofResult(String name, String claim) {
    this.name = name;
    this.claim = claim;
  }

  /** Records something that is not accounted for. */
  void offends(ProofFinding finding) {
    offenceCount++;
    if (offences.size() < REMEMBERED) {
      offences.add(finding);
    }
  }

  /** Records something that is accounted for but worth a look. */
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

  /** The claim, in words. */
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
