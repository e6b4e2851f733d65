package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a declaration, as workflows carry them.
 *
 * @param texts the files' texts by their names
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelFiles(Map<String, String> texts) {
  /** What a history takes; Temporal refuses inputs of 2 MB. */
  public static final int MOST_CHARACTERS = 600_000;

  public ModelFiles {
    texts = texts == null ? Map.of() : new TreeMap<>(texts);
    if (texts.values().stream().mapToLong(String::length).sum() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "The files of a declaration hold more than " + MOST_CHARACTERS + " characters");
    }
  }

  @Override
  public Map<String, String> texts() {
    return new TreeMap<>(texts);
  }
}
