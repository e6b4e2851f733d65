package scout.activities.parse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects what was done to read one file. */
final class DialectNotes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<DialectNote, Object> notes = new EnumMap<>(DialectNote.class);

  /**
   * Notes a fact.
   *
   * @param value text, a number, a boolean or a map of texts
   */
  void set(DialectNote note, Object value) {
    notes.put(note, value);
  }

  /** Adds a count of what was skipped or changed; ignores zero. */
  void add(DialectNote note, long count) {
    if (count != 0) {
      notes.merge(note, count, (before, more) -> (Long) before + (Long) more);
    }
  }

  /** Adds the counts of other notes. */
  void addAll(DialectNotes other) {
    other.notes.forEach((note, count) -> add(note, (Long) count));
  }

  /** Returns whether anything was noted under this name. */
  boolean has(DialectNote note) {
    return notes.containsKey(note);
  }

  /** Returns whether the content was unpacked or converted in contradiction to its name. */
  boolean converted() {
    return has(DialectNote.ENCODING) || has(DialectNote.COMPRESSION);
  }

  /** Returns the notes as a JSON object, null if there are none. */
  String toJson() {
    if (notes.isEmpty()) {
      return null;
    }
    Map<String, Object> members = new LinkedHashMap<>();
    notes.forEach((note, value) -> members.put(note.word(), value));
    try {
      return JSON.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts and numbers can always be written as JSON", e);
    }
  }
}
