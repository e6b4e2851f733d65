package scout.models;

import java.util.Objects;

/**
 * Why a declaration is refused.
 *
 * @param file the name of the file in the folder
 * @param line in the file, from 1; 0 if it is about the file as a whole
 * @param code the stable word for its kind, such as {@code MODEL_GRAIN_MISSING}
 * @param message what is wrong
 * @param remedy what to do
 */
public record DeclarationProblem(
    String file, int line, String code, String message, String remedy) {
  public DeclarationProblem {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(remedy, "remedy");
    if (line < 0) {
      throw new IllegalArgumentException("A line is at least 1, or 0 for the whole file: " + line);
    }
  }

  /** One line for people: the place, what is wrong, what to do. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line;
    return place + ": " + message + " " + remedy + " (" + code + ")";
  }
}
