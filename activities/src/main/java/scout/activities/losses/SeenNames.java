package scout.activities.losses;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import scout.activities.fields.FoldedName;

/** Lists the names that records have instead of the expected ones. */
final class SeenNames {
  private static final int SHOWN = 10;

  private final Set<String> lookedFor = new HashSet<>();
  private final Set<String> folded = new HashSet<>();

  SeenNames(List<JudgedField> fields) {
    for (JudgedField field : fields) {
      field.paths().forEach(path -> lookedFor.add(path.split("\\.", -1)[0]));
      field.paths().forEach(path -> folded.add(FoldedName.of(path)));
    }
  }

  /**
   * Returns at most ten unexpected names; empty if there are none.
   *
   * @param known names that were there before
   */
  Optional<String> others(List<SampledNames.Name> names, Collection<String> known) {
    List<String> others =
        names.stream()
            .map(SampledNames.Name::name)
            .filter(name -> !isLookedFor(name) && !known.contains(name))
            .map(ValueForm::ofName)
            .distinct()
            .toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    String shown = others.stream().limit(SHOWN).collect(Collectors.joining(", "));
    int more = others.size() - SHOWN;
    return Optional.of(more > 0 ? shown + " and " + more + " more" : shown);
  }

  private boolean isLookedFor(String name) {
    return lookedFor.contains(name) || folded.contains(FoldedName.of(name));
  }

  /** Returns the array of objects that may hold the records; empty if there is none. */
  Optional<String> page(List<SampledNames.Name> names) {
    return names.stream()
        .filter(SampledNames.Name::objects)
        .map(SampledNames.Name::name)
        .filter(name -> !isLookedFor(name))
        .findFirst();
  }

  /** Returns the likely delimiter if each row is a single column; empty otherwise. */
  Optional<String> delimiter(List<SampledNames.Name> names) {
    if (names.size() != 1 || names.get(0).nested()) {
      return Optional.empty();
    }
    return names
        .get(0)
        .name()
        .chars()
        .mapToObj(Character::toString)
        .filter(",;|\t^~"::contains)
        .findFirst()
        .map(mark -> mark.equals("\t") ? "a tab" : "'" + mark + "'");
  }
}
