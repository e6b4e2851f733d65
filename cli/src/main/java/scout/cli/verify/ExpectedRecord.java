package scout.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import scout.models.ChildTable;
import scout.models.FieldDeclaration;
import scout.models.SourceDeclaration;

/**
 * What the declared columns and child rows of one winning record must be.
 *
 * @param source what is declared
 * @param payload the record
 * @param envelope the page around it; missing for none
 * @param soldAt its time, as silver has it
 * @param uploadedAt when its file was uploaded
 * @param comma true if the file's numbers may have a decimal comma
 * @param zone the business time zone
 * @param nulls words that stand for nothing
 */
record ExpectedRecord(
    SourceDeclaration source,
    JsonNode payload,
    JsonNode envelope,
    Instant soldAt,
    Instant uploadedAt,
    boolean comma,
    ZoneId zone,
    Set<String> nulls) {

  /** The values of silver's own columns, in the order of the declaration. */
  List<String> own() {
    return values(source.ownFields(), payload, envelope);
  }

  private List<String> values(List<FieldDeclaration> fields, JsonNode object, JsonNode page) {
    List<String> values = new ArrayList<>();
    fields.forEach(field -> values.add(new ExpectedField(this, field, object, page).value()));
    return values;
  }

  /** The rows of a child table, by the element's place from 1. */
  Map<Integer, List<String>> rows(ChildTable table) {
    Map<Integer, List<String>> rows = new TreeMap<>();
    JsonNode list = list(table);
    for (int i = 0; i < list.size() && list.isArray(); i++) {
      if (list.get(i).isObject() && fits(table, list.get(i))) {
        rows.put(i + 1, values(table.fields(), list.get(i), MissingNode.getInstance()));
      }
    }
    return rows;
  }

  private JsonNode list(ChildTable table) {
    JsonNode nested =
        table.each().nested()
            ? FoundValue.at(payload, table.each().steps())
            : MissingNode.getInstance();
    return nested.isMissingNode() ? payload.path(table.each().text()) : nested;
  }

  private boolean fits(ChildTable table, JsonNode element) {
    return table.fields().stream()
        .noneMatch(
            field -> new ExpectedField(this, field, element, MissingNode.getInstance()).rejects());
  }

  /** A time of the record, by the name of its field. */
  Optional<Instant> time(String name) {
    return source.ownFields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .map(field -> new ExpectedField(this, field, payload, envelope).time())
        .orElse(Optional.of(soldAt));
  }
}
