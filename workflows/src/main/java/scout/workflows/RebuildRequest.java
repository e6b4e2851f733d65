package scout.workflows;

import java.time.LocalDate;

/**
 * What to recompute. All but the layer may be null, which means no limit.
 *
 * @param layer the lowest one; those above it follow
 * @param store only this store's rows
 * @param from only transaction days since this one, in the business time zone
 * @param to only transaction days up to this one, inclusive
 * @param dryRun true to change nothing and tell what would change
 */
public record RebuildRequest(
    Layer layer, String store, LocalDate from, LocalDate to, Boolean dryRun) {
  public RebuildRequest {
    if (layer == null) {
      throw new IllegalArgumentException("A rebuild needs a layer: silver, gold or platinum");
    }
    if (from != null && to != null && from.isAfter(to)) {
      throw new IllegalArgumentException("A rebuild can't begin after it ends");
    }
  }

  /** True if nothing is to be changed. */
  public boolean onlyShows() {
    return dryRun != null && dryRun;
  }
}
