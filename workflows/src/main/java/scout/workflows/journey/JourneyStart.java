package scout.workflows.journey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The input of a {@link FileJourney}. Everything else arrives by signal.
 *
 * @param bucket the bucket
 * @param key the full object key
 * @param parked the result that put the journey into its waiting state, null on a fresh start
 * @param pending requests not yet handled when the run was continued; null is none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JourneyStart(String bucket, String key, LoadResult parked, List<Step> pending) {
  /**
   * One request to a journey; exactly one of the four fields is not null.
   *
   * @param arrived a version arrived
   * @param reprocess a person wants the file read again
   * @param discard a person wants the file taken out
   * @param refused a signal that Scout can't carry out, and why
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Step(
      FileVersion arrived, ReprocessRequest reprocess, DiscardRequest discard, String refused) {
    /** A version arrived. */
    public static Step of(FileVersion version) {
      return new Step(version, null, null, null);
    }

    /** A request to read the file again; an invalid one is refused. */
    public static Step of(ReprocessRequest wish) {
      return wish.problem() == null
          ? new Step(null, wish, null, null)
          : refused("reprocess", wish.problem());
    }

    /** A request to discard the file; an invalid one is refused. */
    public static Step of(DiscardRequest wish) {
      return wish.problem() == null
          ? new Step(null, null, wish, null)
          : refused("discard", wish.problem());
    }

    /** A signal that Scout can't carry out. */
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
