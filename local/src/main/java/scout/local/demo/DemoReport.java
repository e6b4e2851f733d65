package scout.local.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Compares the outcomes with the promises, and the layers with each other. */
public final class DemoReport {
  private final DemoEvidence evidence;
  private final List<ExpectedOutcome> promises;
  private final boolean shippedNames;
  private final String prefix;
  private final Predicate<String> isStored;

  /**
   * @param promises about every sample
   * @param shippedNames true if the records' fields have the names that Scout ships, so that gold
   *     can be computed from bronze without Scout
   * @param prefix the prefix of a sample's path in its object key
   * @param isStored tests whether an object exists under a key
   */
  public DemoReport(
      DemoEvidence evidence,
      List<ExpectedOutcome> promises,
      boolean shippedNames,
      String prefix,
      Predicate<String> isStored) {
    this.evidence = evidence;
    this.promises = promises;
    this.shippedNames = shippedNames;
    this.prefix = prefix;
    this.isStored = isStored;
  }

  /** All differences, in words; empty if all is well. */
  public List<String> differences() {
    List<String> differences = new ArrayList<>();
    compareFiles(differences);
    for (List<String> file : evidence.table("unbalanced").rows()) {
      differences.add("The counts of this file don't add up: " + String.join(" | ", file));
    }
    if (shippedNames) {
      for (List<String> day : evidence.table("gold_against_bronze").rows()) {
        differences.add("Gold differs from bronze, " + day.get(0) + ": " + day.get(1));
      }
    }
    for (List<String> check : evidence.table("checks").rows()) {
      if (!"passed".equals(check.get(1))) {
        differences.add("This quality check did not pass: " + check.get(0));
      }
    }
    if (evidence.table("gold").rows().isEmpty()) {
      differences.add("Gold has no rows");
    }
    return differences;
  }

  private void compareFiles(List<String> differences) {
    Map<String, ExpectedOutcome> outcomes = evidence.outcomes();
    Set<String> unexpected = new HashSet<>(outcomes.keySet());
    for (ExpectedOutcome promise : promises) {
      String key = prefix + promise.file();
      unexpected.remove(key);
      ExpectedOutcome outcome = outcomes.get(key);
      String actual = outcome == null ? "not in the ledger" : outcome.words();
      String expected = promise.unsupported() ? "not in the ledger" : promise.words();
      if (!actual.equals(expected)) {
        differences.add(promise.file() + ": promised " + expected + "; it is " + actual);
      }
      if (isStored.test(key) != promise.unsupported()) {
        differences.add(
            promise.file()
                + (promise.unsupported()
                    ? " should have been left where it was"
                    : " should have been moved away from where the device put it"));
      }
    }
    unexpected.forEach(key -> differences.add(key + " is in the ledger, but was never uploaded"));
  }
}
