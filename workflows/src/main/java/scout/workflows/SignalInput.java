package scout.workflows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The input of a signal that a person may have typed: one JSON object with optional text fields. An
 * unknown field is a person's slip, or comes from a program of another release. Invalid input
 * becomes a message. If deserialization threw, Temporal would drop the signal silently.
 *
 * @param fields the values of the fields that were given
 * @param problem what is wrong with the input, null if nothing is
 */
public record SignalInput(Map<String, String> fields, String problem) {
  /** Longer texts are cut, since many have to fit into the input of a workflow's next run. */
  static final int MAX_LENGTH = 1_000;

  private static final int SHOWN_OF_NAME = 40;

  /**
   * Reads an input.
   *
   * @param typed any JSON value, as Jackson reads it into an Object
   * @param names the known fields
   * @param ofPrograms the one of them that only programs send
   */
  public static SignalInput read(Object typed, List<String> names, String ofPrograms) {
    if (!(typed instanceof Map<?, ?> object)) {
      return wrong(Map.of(), "it was " + kind(typed));
    }
    boolean byProgram = object.containsKey(ofPrograms);
    Map<String, String> fields = new HashMap<>();
    String problem = null;
    for (Map.Entry<?, ?> field : object.entrySet()) {
      String name = String.valueOf(field.getKey());
      Object value = field.getValue();
      if (!names.contains(name)) {
        if (!byProgram) {
          problem = "there is no field " + quoted(name) + ", but " + String.join(", ", names);
        }
      } else if (value instanceof Map || value instanceof List) {
        problem = "the field " + quoted(name) + " was " + kind(value);
      } else if (value != null) {
        fields.put(name, cut(value.toString(), MAX_LENGTH));
      }
    }
    return problem == null ? new SignalInput(fields, null) : wrong(fields, problem);
  }

  public String field(String name) {
    return fields.get(name);
  }

  private static SignalInput wrong(Map<String, String> fields, String what) {
    return new SignalInput(
        fields,
        "The input of this signal is one JSON object such as {\"reason\": \"…\"}, or nothing; "
            + what
            + ".");
  }

  private static String kind(Object value) {
    if (value instanceof Map) {
      return "an object";
    }
    if (value instanceof List) {
      return "an array";
    }
    return value instanceof String ? "a text" : String.valueOf(value);
  }

  private static String quoted(String name) {
    return '"' + cut(name, SHOWN_OF_NAME) + '"';
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end) + "…";
  }
}
