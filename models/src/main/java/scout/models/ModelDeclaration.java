package scout.models;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A table that one SELECT gives, as its file says.
 *
 * @param table its name, which is the file's, without schema; it begins with {@code gold_} or
 *     {@code platinum_}
 * @param about what it holds, for people
 * @param grain the columns that are unique together; at least one
 * @param slice the part of the grain by which it is kept; empty if each change is a change of all
 * @param every it is computed at most each so long; empty if with each refresh
 * @param looksBack for so many days before its own a row reads its inputs; 0 if just its own
 * @param checks what must hold of it
 * @param query the SELECT, as it is written, without the header
 * @param queryLine the line of the file in which the query begins, from 1
 */
public record ModelDeclaration(
    String table,
    String about,
    List<String> grain,
    List<String> slice,
    Optional<Duration> every,
    int looksBack,
    List<ModelCheck> checks,
    String query,
    int queryLine) {
  /** The columns by which a table can be kept. */
  public static final List<String> SLICES = List.of("store_id", "transaction_date");

  public ModelDeclaration {
    grain = List.copyOf(grain);
    slice = List.copyOf(slice);
    checks = List.copyOf(checks);
    if (!grain.containsAll(slice)) {
      throw new IllegalArgumentException("The slice of " + table + " is no part of its grain");
    }
    if (looksBack < 0) {
      throw new IllegalArgumentException(table + " looks back " + looksBack + " days");
    }
  }

  /** The same model for a table of another name. */
  public ModelDeclaration named(String other) {
    return new ModelDeclaration(
        other, about, grain, slice, every, looksBack, checks, query, queryLine);
  }

  /** The layer that the name says: {@code gold} or {@code platinum}. */
  public String layer() {
    return table.substring(0, table.indexOf('_'));
  }
}
