package scout.activities.losses;

import java.time.OffsetDateTime;
import java.util.Optional;

/** Judges the files of one subject by one rule, in upload order. Not thread-safe. */
final class SubjectWalk {
  private final LossRule rule;
  private final String subject;
  private final OpenTrouble before;
  private String trouble;
  private String raised;
  private OffsetDateTime raisedTo;
  private String raisedKey;
  private boolean endsBefore;
  private SettledFile first;
  private SettledFile last;
  private long raises;
  private boolean resettles;

  /**
   * @param before the open alert, null if there is none
   */
  SubjectWalk(LossRule rule, String subject, OpenTrouble before) {
    this.rule = rule;
    this.subject = subject;
    this.before = before;
    if (before != null) {
      trouble = before.cause();
      raisedTo = before.raisedTo();
      raisedKey = before.raisedKey();
    }
  }

  /** Judges the next file. */
  void take(SettledFile file) {
    resettles |= file.resettled() || !file.active();
    if (!file.counts()) {
      return;
    }
    Optional<String> found = rule.trouble(file, trouble);
    if (found.isEmpty()) {
      end(file);
    } else if (!file.isSmallAndNotFirst() || rule.before(file, found.get())) {
      raise(file, found.get());
    }
  }

  private void raise(SettledFile file, String found) {
    trouble = found;
    raised = found;
    raises++;
    first = first == null ? file : first;
    last = file;
    if (raisedTo == null || !file.uploadedAt().isBefore(raisedTo)) {
      raisedTo = file.uploadedAt();
      raisedKey = file.objectKey();
    }
  }

  private void end(SettledFile file) {
    if (trouble != null && isLater(file)) {
      trouble = null;
      endsBefore |= raises == 0;
    }
  }

  /** Storage times have full seconds: within a second, the higher key counts as later. */
  private boolean isLater(SettledFile file) {
    int byTime = file.uploadedAt().compareTo(raisedTo);
    return byTime > 0
        || byTime == 0 && raisedKey != null && file.objectKey().compareTo(raisedKey) >= 0;
  }

  LossRule rule() {
    return rule;
  }

  String subject() {
    return subject;
  }

  /** Returns the alert that was open before the batch, null if there was none. */
  OpenTrouble before() {
    return before;
  }

  /** Returns true if the open alert ends before the batch raises one. */
  boolean endsBefore() {
    return before != null && endsBefore;
  }

  /** Returns how many files raise the alert. */
  long raises() {
    return raises;
  }

  /** Returns the first file that raises it, null if none does. */
  SettledFile first() {
    return first;
  }

  /** Returns the last file that raises it, null if none does. */
  SettledFile last() {
    return last;
  }

  /** Returns true if the batch also ends the alert that it raises. */
  boolean endsAfter() {
    return raises > 0 && trouble == null;
  }

  /** Returns true if the alert is open, no file raised it, and one file was settled again. */
  boolean mayBeOver() {
    return before != null && raises == 0 && trouble != null && resettles;
  }

  /** Returns the cause as of the last file that raises it, or else as it was before. */
  String trouble() {
    return raised == null ? trouble : raised;
  }
}
