package scout.local.fit;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;

/** Finds the sales inside objects that are no sales themselves. */
final class RecordsAt {
  /** Scout itself looks at two levels, but the setting leads to all. */
  private static final int LEVELS = 5;

  private static final int LOOKED_AT = 200;
  private static final double NAMED = 0.3;
  private static final Set<String> SALES =
      Set.of(
          "sales",
          "transactions",
          "orders",
          "receipts",
          "payments",
          "records",
          "invoices",
          "tickets",
          "data",
          "results");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final FieldPaths paths;

  /**
   * A place of probable sales.
   *
   * @param path a dotted path, or {@code *} for a map
   * @param others further lists of probable sales, which would be left out
   */
  record Place(String path, List<String> others) {}

  RecordsAt(FieldPaths paths) {
    this.paths = paths;
  }

  /**
   * Returns the best place in the only object of a refused file.
   *
   * @return null if nothing there looks like sales
   */
  Place inFile(SampleInput input) throws IOException {
    byte[] stored = SampleBytes.of(input).bytes();
    byte[] content =
        SampleBytes.isGzip(stored) ? SampleBytes.inflated(stored, SampleBytes.MOST) : stored;
    JsonNode root;
    try {
      root = JSON.readTree(content);
    } catch (IOException e) {
      return null;
    }
    if (root == null || !root.isObject()) {
      return null;
    }
    List<JsonNode> members = new ArrayList<>();
    root.elements().forEachRemaining(members::add);
    boolean map = members.size() > 1 && members.stream().allMatch(JsonNode::isObject);
    return map && saleness(members) > 0 ? new Place("*", List.of()) : best(List.of(root));
  }

  /** Returns the best place within records; null if they are sales themselves, or hold none. */
  Place inRecords(List<SampleRecord> records) {
    List<JsonNode> trees = records.stream().limit(LOOKED_AT).map(SampleRecord::tree).toList();
    return trees.isEmpty() || saleness(trees) > 0 ? null : best(trees);
  }

  private Place best(List<JsonNode> objects) {
    Map<String, List<JsonNode>> lists = new LinkedHashMap<>();
    objects.forEach(object -> collect("", object, lists, 1));
    List<String> places = new ArrayList<>();
    String best = null;
    double most = 0;
    for (Map.Entry<String, List<JsonNode>> list : lists.entrySet()) {
      double score = saleness(list.getValue());
      if (score > 0) {
        places.add(list.getKey());
      }
      String name = list.getKey().substring(list.getKey().lastIndexOf('.') + 1);
      if (FieldWords.isPartOfSale(name)) {
        continue;
      }
      if (score > 0 && SALES.contains(name.toLowerCase(Locale.ROOT))) {
        score += NAMED;
      }
      if (score > most) {
        most = score;
        best = list.getKey();
      }
    }
    places.remove(best);
    return best == null ? null : new Place(best, places);
  }

  private static void collect(
      String prefix, JsonNode object, Map<String, List<JsonNode>> lists, int level) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String path = prefix + member.getKey();
      JsonNode value = member.getValue();
      if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
        List<JsonNode> elements = lists.computeIfAbsent(path, p -> new ArrayList<>());
        value.forEach(elements::add);
      } else if (value.isObject() && level < LEVELS) {
        collect(path + ".", value, lists, level + 1);
      }
    }
  }

  /** Scores how likely objects are sales: 0 without an id, or without both time and amount. */
  private double saleness(List<JsonNode> objects) {
    FieldScan scan = new FieldScan();
    objects.stream()
        .limit(LOOKED_AT)
        .filter(JsonNode::isObject)
        .forEach(object -> scan.take(object, null));
    BitSet all = new BitSet();
    all.set(0, scan.records());
    double score = 0;
    boolean id = false;
    boolean timeOrAmount = false;
    for (FieldGuess guess : FieldGuesser.guess(scan, paths, List.of(all))) {
      if (guess.how() != FieldGuess.How.MISSING) {
        score += guess.sureness();
        id |= guess.field() == PayloadField.TRANSACTION_ID;
        timeOrAmount |=
            guess.field() == PayloadField.TIMESTAMP || guess.field() == PayloadField.AMOUNT;
      }
    }
    return id && timeOrAmount ? score : 0;
  }
}
