package scout.local.fit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;

/**
 * Proposes paths for fields that Scout does not find by itself. It judges by names and values, and
 * proposes only if both leave little doubt. No path is proposed for two fields.
 */
final class FieldGuesser {
  private static final double LEAST = 0.62;
  private static final double LEAST_NAME = 0.4;
  private static final double LEAST_VALUE = 0.3;
  private static final double NAME_WEIGHT = 0.65;
  private static final double BY_VALUE_ALONE = 0.64;
  private static final double LEVEL_COST = 0.01;
  private static final double LEAST_NEW = 0.1;
  private static final double MOST_SHARED = 0.05;
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toSet());

  private final FieldScan scan;
  private final FoundFields found;
  private final Map<PayloadField, BitSet> filled = new EnumMap<>(PayloadField.class);
  private final Map<PayloadField, FieldGuess> guesses = new EnumMap<>(PayloadField.class);
  private final Set<String> used = new HashSet<>();

  private FieldGuesser(FieldScan scan, FoundFields found) {
    this.scan = scan;
    this.found = found;
  }

  private record Candidate(PayloadField field, ScannedField at, double score, String why) {}

  /**
   * Returns a guess for each field, in their order.
   *
   * @param paths the present paths of the fields
   * @param files the numbers of the records of each file
   */
  static List<FieldGuess> guess(FieldScan scan, FieldPaths paths, List<BitSet> files) {
    FieldGuesser guesser = new FieldGuesser(scan, FoundFields.of(scan, paths, files));
    guesser.begin();
    while (guesser.addBest()) {
      // each turn finds one more path
    }
    return List.copyOf(guesser.guesses.values());
  }

  private void begin() {
    for (PayloadField field : PayloadField.values()) {
      FieldGuess guess = found.guess(field);
      guesses.put(field, guess);
      filled.put(field, (BitSet) found.filled(field).clone());
      used.addAll(guess.paths());
      if (guess.seen() != null) {
        used.add(guess.seen());
      }
    }
  }

  private boolean addBest() {
    List<Candidate> candidates = new ArrayList<>();
    for (ScannedField at : scan.fields()) {
      if (at.reachable() && !used.contains(at.path()) && !at.filled().isEmpty()) {
        Map<PayloadField, Double> names = FieldWords.scores(at.path());
        names.forEach((field, name) -> add(candidates, field, at, name));
      }
    }
    Candidate best =
        candidates.stream().max(Comparator.comparingDouble(Candidate::score)).orElse(null);
    if (best == null) {
      return false;
    }
    take(best);
    return true;
  }

  private void add(List<Candidate> candidates, PayloadField field, ScannedField at, double name) {
    if (at.ofPage() && !FoundFields.ofPage(field) || !addsEnough(field, at)) {
      return;
    }
    double value = ValueScore.of(field, at);
    double score;
    String why;
    if (name >= LEAST_NAME && value >= LEAST_VALUE) {
      score = NAME_WEIGHT * name + (1 - NAME_WEIGHT) * value;
      why = "its name and its values";
    } else if (name < LEAST_NAME && onlyByValue(field, at)) {
      score = BY_VALUE_ALONE;
      why = "its values alone";
    } else {
      return;
    }
    if (field == PayloadField.AMOUNT && MinorUnits.suspected(at)) {
      return;
    }
    long levels = at.path().chars().filter(c -> c == '.').count();
    double covered = (double) at.filled().cardinality() / Math.max(1, scan.records());
    double all = score * (0.85 + 0.15 * covered) - LEVEL_COST * levels;
    if (all >= LEAST) {
      candidates.add(new Candidate(field, at, all, why));
    }
  }

  /**
   * True if the path fills enough of the records that lack the field, and hardly overlaps those
   * that have it.
   */
  private boolean addsEnough(PayloadField field, ScannedField at) {
    BitSet have = filled.get(field);
    int lacking = scan.records() - have.cardinality();
    BitSet both = (BitSet) at.filled().clone();
    both.and(have);
    int added = at.filled().cardinality() - both.cardinality();
    boolean apart = both.cardinality() <= MOST_SHARED * at.filled().cardinality();
    return added > 0 && added >= LEAST_NEW * lacking && (have.isEmpty() || apart);
  }

  /** The only time or currency of the records needs no matching name. */
  private boolean onlyByValue(PayloadField field, ScannedField at) {
    if (!filled.get(field).isEmpty()) {
      return false;
    }
    return switch (field) {
      case TIMESTAMP -> isTime(at) && others(at).noneMatch(FieldGuesser::isTime);
      case CURRENCY -> isCurrency(at) && others(at).noneMatch(FieldGuesser::isCurrency);
      default -> false;
    };
  }

  private java.util.stream.Stream<ScannedField> others(ScannedField at) {
    return scan.fields().stream().filter(other -> other != at && other.reachable());
  }

  private static boolean isTime(ScannedField at) {
    return at.values(ValueForm::isReadTime) > 0 && at.share(ValueForm::isReadTime) > 0.98;
  }

  private static boolean isCurrency(ScannedField at) {
    return at.distinct() > 0 && at.distinct() <= 5 && CURRENCIES.containsAll(at.values());
  }

  private void take(Candidate best) {
    PayloadField field = best.field();
    FieldGuess before = guesses.get(field);
    List<String> paths = new ArrayList<>(before.paths());
    paths.add(place(paths, best.at().path()), best.at().path());
    used.add(best.at().path());
    filled.get(field).or(best.at().filled());
    double sureness =
        before.how() == FieldGuess.How.PROPOSED
            ? Math.min(before.sureness(), best.score())
            : best.score();
    guesses.put(
        field,
        new FieldGuess(
            field, FieldGuess.How.PROPOSED, paths, best.at().path(), sureness, best.why()));
  }

  /** A path into an object stands before the path of the object, which is no value itself. */
  private static int place(List<String> paths, String path) {
    int at = 0;
    while (at < paths.size() && !path.startsWith(paths.get(at) + ".")) {
      at++;
    }
    return at;
  }
}
