package scout.workflows.rebuild;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A row that differed.
 *
 * @param change {@code insert}, {@code update} or {@code delete}
 * @param key identifies the row, e.g. {@code S1 2025-06-10}
 * @param difference the columns that differ, as {@code name: before -> after}; of the payload only
 *     the name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RowChange(String change, String key, String difference) {}
