package scout.cli.simulate;

/** A fault in a file of a real fleet. */
public enum FileFault {
  /** The sales are ten days old. */
  LATE,
  /** The same file again, under the same name. */
  DUPLICATE,
  /** The sales of an earlier file again, under a new name. */
  COPY,
  /** An earlier file's name with other amounts. */
  CORRECTED,
  /** One record in ten isn't JSON; the rest is loaded. */
  BROKEN,
  /** The file ends in the middle; none of it can be loaded. */
  DAMAGED,
  /** Compressed with gzip, but named without the suffix. */
  PACKED,
  /** In UTF-16 with a byte order mark. */
  UTF16,
  /** The fields' names have another style, such as transactionId. */
  RENAMED,
  /** The name begins with a dot, so it is no input. */
  HIDDEN
}
