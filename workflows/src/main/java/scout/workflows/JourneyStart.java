package scout.workflows;

import java.util.List;

/**
 * What a {@link FileJourney} starts with. Everything else reaches it by signal.
 *
 * @param bucket the bucket
 * @param key the full object key
 * @param parked the result that put the journey into its waiting state, null on a fresh start
 * @param pending requests that arrived but were not handled when the run was continued; null is
 *     none
 */
public record JourneyStart(String bucket, String key, LoadResult parked, List<Step> pending) {
  /**
   * One thing that a journey was asked to do.
   *
   * @param arrived a version arrived
   * @param reprocess a person wants the file read again
   * @param discard a person wants the file taken out; exactly one of the three is not null
   */
  public record Step(FileVersion arrived, ReprocessRequest reprocess, DiscardRequest discard) {}

  public JourneyStart {
    pending = pending == null ? List.of() : List.copyOf(pending);
  }

  /** A fresh journey of this object. */
  public static JourneyStart of(String bucket, String key) {
    return new JourneyStart(bucket, key, null, List.of());
  }
}
