package scout.local.fit;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Detects amounts that seem to be in cents: a path alone would make each a hundred times too large.
 */
final class MinorUnits {
  private static final Set<String> NAMED =
      Set.of(
          "cent",
          "cents",
          "incents",
          "centavo",
          "centavos",
          "minor",
          "pence",
          "pennies",
          "subunit",
          "subunits",
          "satang");
  private static final Set<String> WORDS =
      Stream.concat(NAMED.stream(), FieldVocabulary.KNOWN.stream())
          .collect(Collectors.toUnmodifiableSet());
  private static final Pattern MONEY_OBJECT = Pattern.compile("(.*[_-])?money[.](amount|value)");

  private MinorUnits() {}

  static boolean suspected(ScannedField at) {
    List<String> words = NameWords.of(at.name(), WORDS);
    String path = at.path().replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", "_").toLowerCase(Locale.ROOT);
    boolean whole = at.count(ValueForm.INTEGER) == at.values(form -> true);
    return whole
        && !at.filled().isEmpty()
        && (words.stream().anyMatch(NAMED::contains)
            || MONEY_OBJECT.matcher(path.replaceAll("^.*[.](?=[^.]+[.][^.]+$)", "")).matches());
  }
}
