package scout.workflows.sources;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What came into force with a declaration of the source.
 *
 * @param changed false if it reads every record as the one before did
 * @param fills true if rows that silver has must be filled or read again
 * @param made the columns and tables that were made or taken away, in words
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SourceChange(boolean changed, boolean fills, List<String> made) {
  public SourceChange {
    made = made == null ? List.of() : List.copyOf(made);
  }
}
