package scout.workflows.rebuild;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDate;
import java.util.List;

/**
 * What to rebuild. Every field but the layer may be null; limits combine.
 *
 * @param layer the lowest layer to recompute; those above it follow
 * @param store this store's rows only
 * @param from transaction dates since this one, inclusive
 * @param to transaction dates up to this one, inclusive
 * @param dryRun true to change nothing and return what would change
 * @param device only this device's files: their records are typed and ranked again, and their
 *     store-days are recomputed
 * @param files the same for these files, by their full object keys
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RebuildRequest(
    Layer layer,
    String store,
    LocalDate from,
    LocalDate to,
    Boolean dryRun,
    String device,
    List<String> files) {
  /** The most files of a request, since the history stores them. */
  public static final int MAX_FILES = 500;

  public RebuildRequest {
    files = files == null ? List.of() : List.copyOf(files);
    if (layer == null) {
      throw new IllegalArgumentException("A rebuild needs a layer: silver, gold or platinum");
    }
    if (from != null && to != null && from.isAfter(to)) {
      throw new IllegalArgumentException("A rebuild can't begin after it ends");
    }
    if (files.size() > MAX_FILES) {
      throw new IllegalArgumentException("A rebuild takes at most " + MAX_FILES + " files by name");
    }
  }

  /** A request limited only by store and days. */
  public RebuildRequest(Layer layer, String store, LocalDate from, LocalDate to, Boolean dryRun) {
    this(layer, store, from, to, dryRun, null, null);
  }

  /** True if nothing may be changed. */
  public boolean onlyShows() {
    return dryRun != null && dryRun;
  }
}
