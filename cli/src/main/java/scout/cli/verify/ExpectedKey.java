package scout.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import scout.models.FieldDeclaration;
import scout.models.FieldPath;
import scout.models.FieldType.Kind;
import scout.models.RecordKey;

/**
 * The key that silver must hold for a winning record where it is put together.
 *
 * @param record the record
 * @param places where its {@code transaction_id} is found
 * @param columns silver's columns as texts; a time of its own as its seconds since 1970
 */
record ExpectedKey(ExpectedRecord record, List<FieldPath> places, Map<String, String> columns) {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * The key of a row of {@code winners}.
   *
   * @param idPlaces where every {@code transaction_id} is looked for; the file may have other names
   * @param own the values of silver's own columns
   */
  static ExpectedKey of(
      ResultSet row, ExpectedRecord record, List<FieldPath> idPlaces, List<String> own)
      throws SQLException {
    Map<String, String> columns = new HashMap<>();
    columns.put("store_id", row.getString("store_id"));
    columns.put("device_id", row.getString("device_id"));
    for (int i = 0; i < own.size(); i++) {
      columns.put(record.source().ownFields().get(i).name(), own.get(i));
    }
    List<FieldPath> places = new ArrayList<>(idPlaces);
    JsonNode names = SourceProof.json(row.getString("names"));
    for (FieldPath path : idPlaces) {
      if (names.has(path.text())) {
        String name = names.get(path.text()).asText();
        places.add(new FieldPath(name, List.of(name)));
      }
    }
    return new ExpectedKey(record, places, columns);
  }

  /** The key's text; empty if the record has no such key. */
  Optional<String> text() {
    List<String> parts = new ArrayList<>();
    for (String name : record.source().key().parts()) {
      String part = part(name);
      if (part == null) {
        return Optional.empty();
      }
      parts.add(part.replace("\\", "\\\\").replace("|", "\\|"));
    }
    return Optional.of(String.join("|", parts));
  }

  private String part(String name) {
    return switch (name) {
      case RecordKey.COLUMN -> id();
      case "transaction_timestamp" -> MOMENT.format(record.soldAt());
      case "transaction_date" -> record.soldAt().atZone(record.zone()).toLocalDate().toString();
      default -> own(name);
    };
  }

  private String own(String name) {
    String held = columns.get(name);
    boolean time =
        record.source().field(name).filter(field -> field.type().kind() == Kind.TIME).isPresent();
    return held == null || !time ? held : MOMENT.format(moment(new BigDecimal(held)));
  }

  private static Instant moment(BigDecimal seconds) {
    return Instant.EPOCH.plus(seconds.movePointRight(6).longValueExact(), ChronoUnit.MICROS);
  }

  private String id() {
    FieldDeclaration shipped = record.source().field(RecordKey.COLUMN).orElseThrow();
    return new ExpectedField(
            record, shipped.foundAt(places), record.payload(), MissingNode.getInstance())
        .value();
  }
}
