package scout.local.fit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects every path of some records with its values, in order of appearance. */
final class FieldScan {
  private static final int MOST_PATHS = 2_000;
  private static final int DEEPEST = 8;
  private static final int DIGITS_OF_KEY = 3;

  /** Stands in a path for the changing keys of a map. */
  static final String KEYED = "{}";

  private static final Set<String> WRAPPERS =
      Set.of(
          "$oid", "$date", "$numberInt", "$numberLong", "$numberDouble", "$numberDecimal", "$uuid");

  private final Map<String, ScannedField> fields = new LinkedHashMap<>();
  private final Map<String, ScannedField> pageFields = new LinkedHashMap<>();
  private int records;

  /** Returns the scan of these records. */
  static FieldScan of(Collection<SampleRecord> records) {
    FieldScan scan = new FieldScan();
    for (SampleRecord record : records) {
      scan.take(record.tree(), record.page());
    }
    return scan;
  }

  /** Adds a record, and its page; null for none. */
  void take(JsonNode record, JsonNode page) {
    members("", record, fields, false, MemberWay.START, 0);
    if (page != null) {
      members("", page, pageFields, true, MemberWay.START, 0);
    }
    records++;
  }

  private void members(
      String prefix,
      JsonNode object,
      Map<String, ScannedField> into,
      boolean page,
      MemberWay way,
      int depth) {
    Set<String> keys = keys(object);
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      JsonNode value = unwrapped(member.getValue());
      String name = member.getKey();
      if (keys.contains(name) && depth < DEEPEST) {
        members(prefix + KEYED + ".", value, into, page, way.each(), depth + 1);
        continue;
      }
      String path = prefix + name + (value.isArray() ? "[]" : "");
      if (into.size() < MOST_PATHS || into.containsKey(path)) {
        value(path, name, value, into, page, way.to(name), depth);
      }
    }
  }

  private void value(
      String path,
      String name,
      JsonNode value,
      Map<String, ScannedField> into,
      boolean page,
      MemberWay way,
      int depth) {
    if (value.isObject() && depth < DEEPEST) {
      members(path + ".", value, into, page, way.into(), depth + 1);
      return;
    }
    into.computeIfAbsent(path, p -> new ScannedField(p, name, page)).take(records, value, way);
    if (value.isArray() && depth < DEEPEST) {
      for (JsonNode element : value) {
        if (element.isObject()) {
          members(path + ".", element, into, page, way.each(), depth + 1);
        }
      }
    }
  }

  /**
   * Returns the names that are keys, of a map of records: they look like ids, and objects of the
   * same members lie there, or nothing else does.
   */
  private static Set<String> keys(JsonNode object) {
    Set<String> keys = new HashSet<>();
    Set<Set<String>> shapes = new HashSet<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (isKey(member.getKey()) && member.getValue().isObject() && member.getValue().size() > 1) {
        keys.add(member.getKey());
        Set<String> shape = new HashSet<>();
        member.getValue().fieldNames().forEachRemaining(shape::add);
        shapes.add(shape);
      }
    }
    boolean alike = keys.size() > 1 && shapes.size() == 1;
    return alike || keys.size() == object.size() ? keys : Set.of();
  }

  /** An id is all digits or has several; a field's name such as tax19 or sale_v2 has fewer. */
  private static boolean isKey(String name) {
    long digits = name.chars().filter(c -> c >= '0' && c <= '9').count();
    return digits >= DIGITS_OF_KEY || (digits > 0 && digits == name.length());
  }

  private static JsonNode unwrapped(JsonNode value) {
    JsonNode inner = value;
    while (inner.isObject() && inner.size() == 1 && WRAPPERS.contains(inner.fieldNames().next())) {
      inner = inner.elements().next();
    }
    return inner;
  }

  int records() {
    return records;
  }

  /** Returns the fields of the records, then those of their pages. */
  List<ScannedField> fields() {
    List<ScannedField> all = new ArrayList<>(fields.values());
    all.addAll(pageFields.values());
    return all;
  }

  /** Returns the record's field at a path. */
  Optional<ScannedField> find(String path) {
    return Optional.ofNullable(fields.get(path));
  }

  /** Returns the page's field at a path. */
  Optional<ScannedField> findInPage(String path) {
    return Optional.ofNullable(pageFields.get(path));
  }

  /** Returns the names of the records' top-level members that are scalars in some record. */
  List<String> topNames() {
    return fields.values().stream()
        .filter(ScannedField::reachable)
        .map(ScannedField::path)
        .filter(path -> !path.contains("."))
        .toList();
  }
}
