package scout.cli.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import scout.models.ChildTable;
import scout.models.DeclarationException;
import scout.models.FieldDeclaration;
import scout.models.FieldPath;
import scout.models.FieldType.Kind;
import scout.models.ShippedSource;
import scout.models.SourceDeclaration;
import scout.models.SourceParser;
import scout.models.SqlName;

/**
 * Compares silver's own columns and the child tables with what the winning payloads hold, read by
 * other code than the program's. Payloads are large, so it takes some winners by chance, others
 * each time, or all in a deep check. That no child row lacks its winner is proved of all.
 */
final class SourceProof {
  /** About so many winners are read if the check isn't deep. */
  private static final int SAMPLED = 2_000;

  private static final int AT_ONCE = 500;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Handle snapshot;
  private final boolean deep;
  private final ProofResult proof =
      new ProofResult(
          "declared_fields_are_the_payloads",
          "Own columns and child tables hold what the winning payloads say");

  private final List<Winner> ofBefore = new ArrayList<>();

  /**
   * @param snapshot in a transaction that sees one state of the database
   * @param deep whether to read every winner's payload
   */
  SourceProof(Handle snapshot, boolean deep) {
    this.snapshot = snapshot;
    this.deep = deep;
  }

  ProofResult run() {
    snapshot
        .createQuery(LedgerProofs.SQL.get("source"))
        .map((row, context) -> read(row))
        .findOne()
        .ifPresent(this::prove);
    return proof;
  }

  private static Optional<InForce> read(ResultSet row) throws SQLException {
    try {
      return Optional.of(
          new InForce(
              SourceParser.parse(ShippedSource.FILE, row.getString("declared")),
              row.getBoolean("filled"),
              ZoneId.of(row.getString("time_zone")),
              Set.copyOf(Arrays.asList((String[]) row.getArray("nulls").getArray())),
              row.getBoolean("comma"),
              places(json(row.getString("id_paths")))));
    } catch (DeclarationException e) {
      return Optional.empty();
    }
  }

  private static List<FieldPath> places(JsonNode paths) {
    List<FieldPath> places = new ArrayList<>();
    for (JsonNode path : paths) {
      List<String> steps = new ArrayList<>();
      path.forEach(step -> steps.add(step.asText()));
      places.add(new FieldPath(String.join(".", steps), steps));
    }
    return places;
  }

  private void prove(Optional<InForce> read) {
    if (read.isEmpty()) {
      proof.notes(
          new ProofFinding(
              ShippedSource.FILE, null, "this version can't read the declaration in force"));
      return;
    }
    InForce inForce = read.get();
    if (inForce.source.ownFields().isEmpty()
        && inForce.source.tables().isEmpty()
        && !inForce.source.key().composed()) {
      return;
    }
    if (!inForce.filled) {
      proof.notes(
          new ProofFinding(
              ShippedSource.FILE, null, "its columns and tables are still being filled"));
      return;
    }
    inForce.source.tables().forEach(this::requireWinners);
    compare(inForce);
    tellOfBefore(inForce);
  }

  private void requireWinners(ChildTable table) {
    snapshot
        .createQuery(
            LedgerProofs.SQL
                .get("rows_without_winner")
                .replace("{table}", SqlName.table(table.name())))
        .map(
            (row, context) ->
                new ProofFinding(
                    table.name() + ", transaction " + row.getString("transaction_id"),
                    null,
                    row.getLong("rows") + " rows, but no winning record of this store and day"))
        .forEach(proof::offends);
  }

  private void compare(InForce inForce) {
    String statement =
        LedgerProofs.SQL
            .get("winners")
            .replace("{own}", texts("s", inForce.source.ownFields()))
            .replace("{some}", deep ? "" : "TABLESAMPLE SYSTEM (" + percent() + ")");
    try (ResultIterator<Winner> winners =
        snapshot
            .createQuery(statement)
            .setFetchSize(AT_ONCE)
            .map((row, context) -> winner(row, inForce))
            .iterator()) {
      List<Winner> some = new ArrayList<>();
      while (winners.hasNext()) {
        some.add(winners.next());
        if (some.size() == AT_ONCE || !winners.hasNext()) {
          compare(inForce, some);
          some.clear();
        }
      }
    }
  }

  private String percent() {
    long rows =
        snapshot.createQuery(LedgerProofs.SQL.get("about_how_many")).mapTo(long.class).one();
    return rows <= SAMPLED ? "100" : String.format(Locale.ROOT, "%.6f", 100.0 * SAMPLED / rows);
  }

  private static Winner winner(ResultSet row, InForce inForce) throws SQLException {
    ExpectedRecord expected =
        new ExpectedRecord(
            inForce.source,
            json(row.getString("payload")),
            json(row.getString("envelope")),
            instant(row, "transaction_timestamp"),
            instant(row, "uploaded_at"),
            inForce.comma || row.getBoolean("comma"),
            inForce.zone,
            inForce.nulls);
    List<String> own = ModelProof.texts(row, "own");
    return new Winner(
        row.getString("transaction_id"),
        row.getString("subject"),
        row.getLong("record_no"),
        own,
        expected,
        ExpectedKey.of(row, expected, inForce.idPlaces, own),
        row.getBoolean("kept"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static JsonNode json(String text) {
    try {
      return text == null ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The database holds JSON that can't be read", e);
    }
  }

  private void compare(InForce inForce, List<Winner> winners) {
    for (Winner winner : winners) {
      compareKey(inForce, winner);
      differing(inForce.source.ownFields(), winner.own, winner.expected.own())
          .ifPresent(
              columns ->
                  offends(winner, "silver's own columns and its payload differ in " + columns));
    }
    for (ChildTable table : inForce.source.tables()) {
      Map<String, Map<Integer, List<String>>> held = held(table, winners);
      for (Winner winner : winners) {
        compare(table, winner, held.getOrDefault(winner.transactionId, Map.of()));
      }
    }
  }

  /** A row that a rebuild doesn't read in bronze has a key of before if its payload gives none. */
  private void compareKey(InForce inForce, Winner winner) {
    if (inForce.source.key().composed()
        && !winner.key.text().equals(Optional.of(winner.transactionId))) {
      if (winner.kept) {
        offends(winner, "silver's key is not that of " + inForce.source.key().words());
      } else {
        ofBefore.add(winner);
      }
    }
  }

  private void tellOfBefore(InForce inForce) {
    if (!ofBefore.isEmpty()) {
      Winner first = ofBefore.get(0);
      proof.notes(
          new ProofFinding(
              first.subject,
              first.recordNo,
              String.format(
                  "%,d of the sales read, of which this is the first, keep a key of before: their"
                      + " payloads give none of %s, and bronze doesn't have them; one that is sent"
                      + " again counts beside its row",
                  ofBefore.size(), inForce.source.key().words())));
    }
  }

  private void compare(ChildTable table, Winner winner, Map<Integer, List<String>> held) {
    Map<Integer, List<String>> due = winner.expected.rows(table);
    Set<Integer> places = new HashSet<>(due.keySet());
    places.addAll(held.keySet());
    for (int place : places.stream().sorted().toList()) {
      String where = table.name() + ", element " + place + ": ";
      if (!held.containsKey(place)) {
        offends(winner, where + "the payload has it, the table lacks it");
      } else if (!due.containsKey(place)) {
        offends(winner, where + "the table has it, the payload doesn't give it");
      } else {
        differing(table.fields(), held.get(place), due.get(place))
            .ifPresent(columns -> offends(winner, where + "row and payload differ in " + columns));
      }
    }
  }

  private void offends(Winner winner, String detail) {
    proof.offends(new ProofFinding(winner.subject, winner.recordNo, detail));
  }

  private Map<String, Map<Integer, List<String>>> held(ChildTable table, List<Winner> winners) {
    Map<String, Map<Integer, List<String>>> held = new HashMap<>();
    snapshot
        .createQuery(
            LedgerProofs.SQL
                .get("child_rows")
                .replace("{table}", SqlName.table(table.name()))
                .replace("{own}", texts("i", table.fields())))
        .bindArray("ids", String.class, winners.stream().map(Winner::transactionId).toList())
        .map(
            (row, context) -> {
              held.computeIfAbsent(row.getString("transaction_id"), id -> new TreeMap<>())
                  .put(row.getInt("item_no"), ModelProof.texts(row, "own"));
              return true;
            })
        .forEach(row -> {});
    return held;
  }

  /** The names of the columns that differ; empty if none does. */
  private static Optional<String> differing(
      List<FieldDeclaration> fields, List<String> held, List<String> due) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      if (!same(fields.get(i), held.get(i), due.get(i))) {
        names.add(fields.get(i).name());
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
  }

  private static boolean same(FieldDeclaration field, String held, String due) {
    if (held == null || due == null || field.type().kind() != Kind.JSON) {
      // the database's lower case is not Java's for a few letters
      return field.type().kind() == Kind.WORD && held != null
          ? held.equalsIgnoreCase(due)
          : Objects.equals(held, due);
    }
    return json(held).equals(json(due));
  }

  private static String texts(String alias, List<FieldDeclaration> fields) {
    return fields.stream()
        .map(
            field -> {
              String column = alias + "." + SqlName.quote(field.name());
              return field.type().kind() == Kind.TIME
                  ? "extract(epoch FROM " + column + ")::text"
                  : column + "::text";
            })
        .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
  }

  /**
   * @param filled false while its columns and tables are being filled
   * @param idPlaces where a record's transaction_id is found
   */
  private record InForce(
      SourceDeclaration source,
      boolean filled,
      ZoneId zone,
      Set<String> nulls,
      boolean comma,
      List<FieldPath> idPlaces) {}

  /**
   * @param subject its file's key
   * @param own the values of silver's own columns
   * @param kept whether bronze has the record, and silver nothing to take from there
   */
  private record Winner(
      String transactionId,
      String subject,
      long recordNo,
      List<String> own,
      ExpectedRecord expected,
      ExpectedKey key,
      boolean kept) {}
}
