package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Why a declaration is refused.
 *
 * @param file the name of the file in the folder
 * @param line in the file, from 1; 0 if it is about the file as a whole
 * @param code the stable word for its kind
 * @param message what is wrong
 * @param remedy what to do
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanProblem(String file, int line, String code, String message, String remedy) {
  /** One line for people. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line;
    return place + ": " + message + " " + remedy + " (" + code + ")";
  }
}
