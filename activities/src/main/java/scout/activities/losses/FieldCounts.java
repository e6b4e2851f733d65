package scout.activities.losses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * How many records lack each field.
 *
 * @param records by the field's flat name; without fields that no record lacks
 */
record FieldCounts(Map<String, Long> records) {
  private static final ObjectMapper JSON = new ObjectMapper();

  FieldCounts {
    records = Map.copyOf(records);
  }

  /** Reads the ledger's JSON. */
  static FieldCounts read(String json) {
    try {
      return new FieldCounts(JSON.readValue(json, new TypeReference<Map<String, Long>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The ledger's counts are an object of numbers", e);
    }
  }

  long of(String field) {
    return records.getOrDefault(field, 0L);
  }

  /** Returns whether more than {@code percent} of {@code all} records lack the field. */
  boolean exceeds(String field, int percent, long all) {
    return of(field) * 100 > percent * all;
  }
}
