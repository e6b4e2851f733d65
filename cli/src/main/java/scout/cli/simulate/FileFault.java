package scout.cli.simulate;

/** What goes wrong with a file of a real fleet. */
public enum FileFault {
  /** The sales are ten days old. */
  LATE,
  /** The same file again, under the same name. */
  DUPLICATE,
  /** The sales of an earlier file again, under a new name. */
  COPY,
  /** The name of an earlier file with other amounts in it. */
  CORRECTED,
  /** One record in ten isn't JSON; the rest is loaded. */
  BROKEN,
  /** The file ends in the middle; nothing of it can be loaded. */
  DAMAGED,
  /** Packed with gzip, under a name that doesn't say so. */
  PACKED,
  /** In UTF-16 with its mark. */
  UTF16,
  /** The fields' names are written in another way, such as transactionId. */
  RENAMED,
  /** The name begins with a dot, so that it is no input. */
  HIDDEN
}
