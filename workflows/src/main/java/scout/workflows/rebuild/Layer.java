package scout.workflows.rebuild;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A layer that is computed from the one below it, in this order; silver comes from bronze. */
public enum Layer {
  SILVER,
  GOLD,
  PLATINUM;

  /** The name as everywhere else: {@code silver}, {@code gold}, {@code platinum}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The layer of this name, in any case; throws IllegalArgumentException if there is none. */
  @JsonCreator
  public static Layer of(String word) {
    return Arrays.stream(values())
        .filter(layer -> layer.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no layer " + word + "; there are silver, gold and platinum"));
  }

  /** This layer and those above it, the lowest first. */
  public List<Layer> andAbove() {
    return Arrays.stream(values()).filter(layer -> layer.compareTo(this) >= 0).toList();
  }
}
