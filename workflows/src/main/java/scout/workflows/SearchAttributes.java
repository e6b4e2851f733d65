package scout.workflows;

import io.temporal.common.SearchAttributeKey;
import java.util.List;
import scout.workflows.journey.FileStatus;

/** The search attributes by which people find journeys in the Temporal Web UI. */
public final class SearchAttributes {
  /** The device that uploaded the file. */
  public static final SearchAttributeKey<String> DEVICE =
      SearchAttributeKey.forKeyword("ScoutDevice");

  /** The full object key, cut by {@link ShortName}. */
  public static final SearchAttributeKey<String> FILE = SearchAttributeKey.forKeyword("ScoutFile");

  /**
   * The status of a journey that stopped for a reason other than its file's data, e.g. the storage
   * denies the read. The ledger still calls its file {@code loading}.
   */
  public static final String STOPPED = "stopped";

  /** The ledger's status word, see {@link FileStatus#word()}, or {@link #STOPPED}. */
  public static final SearchAttributeKey<String> STATUS =
      SearchAttributeKey.forKeyword("ScoutStatus");

  /** How many records the file holds. */
  public static final SearchAttributeKey<Long> RECORDS = SearchAttributeKey.forLong("ScoutRecords");

  /** All attributes, to register them with a namespace. */
  public static final List<SearchAttributeKey<?>> ALL = List.of(DEVICE, FILE, STATUS, RECORDS);

  private SearchAttributes() {}
}
