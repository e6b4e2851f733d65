package scout.activities.losses;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The fields that a device's records lack now.
 *
 * @param percents field -> a file that lacks it in a larger share of records is in trouble
 */
record GoneFields(SortedMap<String, Integer> percents) {
  GoneFields {
    percents = new TreeMap<>(percents);
  }

  /** Reads the cause of an alert; null means no fields. */
  static GoneFields of(String cause) {
    SortedMap<String, Integer> percents = new TreeMap<>();
    if (cause != null && !cause.isEmpty()) {
      Arrays.stream(cause.split(",", -1))
          .map(each -> each.split(" ", -1))
          .forEach(each -> percents.put(each[0], Integer.valueOf(each[1])));
    }
    return new GoneFields(percents);
  }

  /** The cause of the alert, e.g. {@code amount 50,store_id 10}. */
  String cause() {
    return percents.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(","));
  }

  /** Returns these and more; known fields keep their share. */
  GoneFields and(Map<String, Integer> more) {
    SortedMap<String, Integer> all = new TreeMap<>(more);
    all.putAll(percents);
    return new GoneFields(all);
  }

  /** Returns those of them that are still among a device's fields. */
  GoneFields among(List<JudgedField> fields) {
    SortedMap<String, Integer> still = new TreeMap<>(percents);
    still.keySet().retainAll(fields.stream().map(JudgedField::name).toList());
    return new GoneFields(still);
  }

  /** Returns whether too many records lack one of the fields. */
  boolean in(FieldCounts nulls, long loaded) {
    return percents.entrySet().stream()
        .anyMatch(each -> nulls.exceeds(each.getKey(), each.getValue(), loaded));
  }
}
