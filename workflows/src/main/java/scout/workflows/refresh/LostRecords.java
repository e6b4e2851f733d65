package scout.workflows.refresh;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Loaded records that became no transaction.
 *
 * @param unkeyed have no id
 * @param rejected were rejected by silver
 * @param overridden lost to another record of the same file
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LostRecords(long unkeyed, long rejected, long overridden) {
  /** Nothing was lost. */
  public static final LostRecords NONE = new LostRecords(0, 0, 0);

  /** Returns these and others. */
  public LostRecords plus(LostRecords more) {
    return new LostRecords(
        unkeyed + more.unkeyed, rejected + more.rejected, overridden + more.overridden);
  }

  /** Returns how many there are, whatever the cause. */
  public long all() {
    return unkeyed + rejected + overridden;
  }
}
