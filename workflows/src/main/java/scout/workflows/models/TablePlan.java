package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What applying a declaration does to one table.
 *
 * @param table its name, without schema
 * @param kind {@code model}, {@code reference}, {@code source} or {@code child}
 * @param change {@code create}, {@code rebuild} (computed or written again), {@code adjust} (words,
 *     cadence, checks), {@code drop} or {@code none}
 * @param differences what differs, one sentence each
 * @param loses true if rows or columns that exist are gone afterwards
 * @param grain the columns that are unique together
 * @param slice by what it is kept; empty if as a whole
 * @param inputs what it reads
 * @param readers the models that read it, and are computed again with it
 * @param size what was measured; null if nothing was
 * @param notes what else people should know
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TablePlan(
    String table,
    String kind,
    String change,
    List<String> differences,
    boolean loses,
    List<String> grain,
    List<String> slice,
    List<String> inputs,
    List<String> readers,
    TableSize size,
    List<String> notes) {
  public TablePlan {
    differences = copy(differences);
    grain = copy(grain);
    slice = copy(slice);
    inputs = copy(inputs);
    readers = copy(readers);
    notes = copy(notes);
  }

  private static List<String> copy(List<String> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** True if applying it changes something. */
  public boolean changes() {
    return !change.equals("none");
  }
}
