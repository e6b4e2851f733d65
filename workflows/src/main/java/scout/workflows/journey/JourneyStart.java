package scout.workflows.journey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
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
@JsonIgnoreProperties(ignoreUnknown = true)
public record JourneyStart(String bucket, String key, LoadResult parked, List<Step> pending) {
  /**
   * One thing that a journey was asked to do.
   *
   * @param arrived a version arrived
   * @param reprocess a person wants the file read again
   * @param discard a person wants the file taken out
   * @param refused a signal that asks for nothing Scout can do, and why; exactly one of the four is
   *     not null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Step(
      FileVersion arrived, ReprocessRequest reprocess, DiscardRequest discard, String refused) {
    /** A version arrived. */
    public static Step of(FileVersion version) {
      return new Step(version, null, null, null);
    }

    /** The file is to be read again; a request that can't be read is one that was refused. */
    public static Step of(ReprocessRequest wish) {
      return wish.problem() == null
          ? new Step(null, wish, null, null)
          : refused("reprocess", wish.problem());
    }

    /** The file is to be taken out; a request that can't be read is one that was refused. */
    public static Step of(DiscardRequest wish) {
      return wish.problem() == null
          ? new Step(null, null, wish, null)
          : refused("discard", wish.problem());
    }

    /** A signal that can't be carried out. */
    public static Step refused(String signal, String why) {
      return new Step(null, null, null, "signal " + signal + ": " + why);
    }
  }

  public JourneyStart {
    pending = pending == null ? List.of() : List.copyOf(pending);
  }

  /** A fresh journey of this object. */
  public static JourneyStart of(String bucket, String key) {
    return new JourneyStart(bucket, key, null, List.of());
  }
}
