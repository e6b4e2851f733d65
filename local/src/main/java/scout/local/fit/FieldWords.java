package scout.local.fit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import scout.activities.fields.PayloadField;

/** Judges by its words how well a path names a field. */
final class FieldWords {
  private static final double LEFT_OVER = 0.75;
  private static final double ELSEWHERE = 0.15;

  private FieldWords() {}

  /** Returns how well a path names each field, 0 to 1. */
  static Map<PayloadField, Double> scores(String path) {
    String[] parts = path.split("\\.", -1);
    List<String> last = NameWords.of(parts[parts.length - 1], FieldVocabulary.KNOWN);
    List<String> all = NameWords.of(path.replace('.', ' '), FieldVocabulary.KNOWN);
    List<String> before = all.subList(0, all.size() - last.size());
    Map<PayloadField, Double> scores = new EnumMap<>(PayloadField.class);
    for (PayloadField field : PayloadField.values()) {
      double own = of(field, last);
      double whole = before.isEmpty() ? 0 : of(field, all) * 0.97;
      boolean elsewhere =
          before.stream()
              .anyMatch(word -> FieldVocabulary.APART.contains(word) && !helps(field, word));
      scores.put(field, Math.max(own, whole) * (elsewhere ? ELSEWHERE : 1));
    }
    return scores;
  }

  /** Returns whether a list of this name holds parts of a sale, such as its items. */
  static boolean isPartOfSale(String name) {
    return NameWords.of(name, FieldVocabulary.KNOWN).stream()
        .anyMatch(FieldVocabulary.APART::contains);
  }

  private static boolean helps(PayloadField field, String word) {
    return field == PayloadField.AMOUNT && word.equals("cash");
  }

  private static double of(PayloadField field, List<String> words) {
    return switch (field) {
      case TRANSACTION_ID ->
          isPosReference(words) ? 0.95 : named(words, FieldVocabulary.TRANSACTION, 0.7, 0.8);
      case STORE_ID ->
          named(words, FieldVocabulary.STORE, 0.85, 0) * (words.contains("merchant") ? 0.9 : 1);
      case DEVICE_ID -> isPosReference(words) ? 0 : named(words, FieldVocabulary.DEVICE, 0.75, 0);
      case TIMESTAMP -> moment(words);
      case AMOUNT -> amount(words);
      case CURRENCY -> currency(words);
      case PAYMENT_METHOD -> payment(words);
    };
  }

  /** Scores a noun with a word for an id, or one of them alone. */
  private static double named(List<String> words, Set<String> nouns, double noun, double id) {
    if (words.isEmpty()) {
      return 0;
    }
    boolean hasNoun = words.stream().anyMatch(nouns::contains);
    boolean hasId = words.stream().anyMatch(FieldVocabulary.ID::contains);
    long others =
        words.stream()
            .filter(word -> !nouns.contains(word) && !FieldVocabulary.ID.contains(word))
            .count();
    if (words.equals(List.of("name")) || !hasNoun && others > 0) {
      return 0;
    }
    double score =
        hasNoun && hasId ? 1 : hasNoun ? noun : id * (isStrongId(words.get(0)) ? 1 : 0.6);
    if (hasNoun && words.contains("name")) {
      return others == 1 ? 0.65 : 0.3;
    }
    return lowered(score, words, others);
  }

  /** A till's reference identifies the sale, not the till. */
  private static boolean isPosReference(List<String> words) {
    return words.equals(List.of("pos", "reference")) || words.equals(List.of("pos", "ref"));
  }

  private static boolean isStrongId(String word) {
    return Set.of("id", "uuid", "guid", "identifier", "key").contains(word);
  }

  private static double moment(List<String> words) {
    boolean hasMoment = words.stream().anyMatch(FieldVocabulary.MOMENT::contains);
    if (!hasMoment) {
      return 0;
    }
    long others =
        words.stream()
            .filter(
                word ->
                    !FieldVocabulary.MOMENT.contains(word)
                        && !FieldVocabulary.EVENT.contains(word)
                        && !FieldVocabulary.TRANSACTION.contains(word))
            .count();
    double score = 0.8;
    if (words.stream().anyMatch(FieldVocabulary.WHOLE_MOMENT::contains)
        || words.contains("date") && words.contains("time")) {
      score = 1;
    } else if (words.stream().anyMatch(FieldVocabulary.TRANSACTION::contains)
        || words.contains("sold")) {
      score = 0.98;
    } else if (words.contains("created")) {
      score = 0.96;
    } else if (words.stream().anyMatch(FieldVocabulary.EVENT::contains)) {
      score = 0.9;
    } else if (words.size() == 1 && Set.of("at", "on").contains(words.get(0))) {
      score = 0.3;
    }
    return lowered(score, words, others);
  }

  private static double amount(List<String> words) {
    boolean hasTotal = words.stream().anyMatch(FieldVocabulary.TOTAL::contains);
    boolean hasWorth = words.stream().anyMatch(FieldVocabulary.WORTH::contains);
    if (!hasTotal && !hasWorth) {
      return 0;
    }
    long others =
        words.stream()
            .filter(
                word ->
                    !FieldVocabulary.TOTAL.contains(word)
                        && !FieldVocabulary.WORTH.contains(word)
                        && !FieldVocabulary.TRANSACTION.contains(word))
            .count();
    double score = hasTotal ? 0.96 : 0.6;
    if (words.contains("grand")
        || words.contains("total") && words.size() > 1
        || hasWorth && hasTotal) {
      score = 1;
    }
    if (words.stream().anyMatch(FieldVocabulary.TRANSACTION::contains)) {
      score = Math.max(score, 0.95);
    }
    if (words.contains("net") || words.contains("netto") || words.contains("subtotal")) {
      score = 0.6;
    } else if (words.contains("brutto") || words.contains("gross")) {
      score = Math.max(score, 0.9);
    }
    return lowered(score, words, others);
  }

  private static double currency(List<String> words) {
    if (words.stream().noneMatch(FieldVocabulary.CURRENCY::contains)) {
      return 0;
    }
    long others =
        words.stream()
            .filter(
                word ->
                    !FieldVocabulary.CURRENCY.contains(word) && !FieldVocabulary.ID.contains(word))
            .count();
    return lowered(1, words, others);
  }

  private static double payment(List<String> words) {
    boolean hasPayment = words.stream().anyMatch(FieldVocabulary.PAYMENT::contains);
    boolean hasManner = words.stream().anyMatch(FieldVocabulary.MANNER::contains);
    if (!hasPayment) {
      return words.equals(List.of("method")) ? 0.6 : 0;
    }
    long others =
        words.stream()
            .filter(
                word ->
                    !FieldVocabulary.PAYMENT.contains(word)
                        && !FieldVocabulary.MANNER.contains(word))
            .count();
    boolean other =
        words.stream()
            .anyMatch(
                word ->
                    FieldVocabulary.ID.contains(word)
                        || FieldVocabulary.MOMENT.contains(word)
                        || FieldVocabulary.TOTAL.contains(word));
    boolean whole = words.contains("zahlart") || words.contains("zahlungsart");
    return other
        ? 0
        : lowered(hasManner || whole ? 1 : words.contains("paid") ? 0.4 : 0.75, words, others);
  }

  private static double lowered(double score, List<String> words, long others) {
    double lowered = score * Math.pow(LEFT_OVER, others);
    return words.stream().anyMatch(FieldVocabulary.APART::contains) ? lowered * ELSEWHERE : lowered;
  }
}
