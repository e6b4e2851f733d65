package scout.activities.losses;

import java.time.OffsetDateTime;
import java.util.Optional;

/** Judges the files of one subject by one rule, in the order of upload. Not for several threads. */
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
   * @param before the alert that is open, null if none is
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

  /** Storage tells times to the second: of files of one second, the later key is the later one. */
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

  /** The alert that was open before the batch, null if none was. */
  OpenTrouble before() {
    return before;
  }

  /** True if the alert that was open is over before the batch raises one. */
  boolean endsBefore() {
    return before != null && endsBefore;
  }

  /** How many files raise the alert. */
  long raises() {
    return raises;
  }

  /** The first file that raises it, null if none does. */
  SettledFile first() {
    return first;
  }

  /** The last file that raises it, null if none does. */
  SettledFile last() {
    return last;
  }

  /** True if the alert that the batch raises is over with it. */
  boolean endsAfter() {
    return raises > 0 && trouble == null;
  }

  /** True if the alert is open, none of these files raised it, and one was not new. */
  boolean mayBeOver() {
    return before != null && raises == 0 && trouble != null && resettles;
  }

  /** What the trouble is about, as of the last file that raises it, or as it was before. */
  String trouble() {
    return raised == null ? trouble : raised;
  }
}
