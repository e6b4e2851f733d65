package scout.activities.fields;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import scout.models.FieldPath;
import scout.models.SourceDeclaration;
import scout.settings.PathText;
import scout.settings.SettingException;
import scout.settings.Settings;

/**
 * Where each field is found in a record.
 *
 * @param paths for every field its dotted paths, in the order of look-up; the first that leads to a
 *     value wins
 */
public record FieldPaths(Map<PayloadField, List<String>> paths) {
  /**
   * @throws SettingException if a path is blank or has a control character
   */
  public FieldPaths {
    Map<PayloadField, List<String>> checked = new EnumMap<>(PayloadField.class);
    for (PayloadField field : PayloadField.values()) {
      List<String> dotted = List.copyOf(paths.getOrDefault(field, List.of(field.flatName())));
      dotted.forEach(path -> check(field, path));
      checked.put(field, dotted);
    }
    paths = Map.copyOf(checked);
  }

  /** Returns every field under its flat name. */
  public static FieldPaths defaults() {
    return new FieldPaths(Map.of());
  }

  /**
   * Reads {@code SCOUT_PATHS_…}: paths as {@link PathText} has them, by default the flat names.
   *
   * @throws SettingException if one can't be used
   */
  public static FieldPaths of(Settings settings) {
    Map<PayloadField, List<String>> paths = new EnumMap<>(PayloadField.class);
    for (PayloadField field : PayloadField.values()) {
      paths.put(field, settings.get(field.paths()));
    }
    return new FieldPaths(paths);
  }

  /** Returns the paths of a field. */
  public List<String> of(PayloadField field) {
    return paths.get(field);
  }

  /** Returns these paths with others for one field. */
  public FieldPaths with(PayloadField field, List<String> dotted) {
    Map<PayloadField, List<String>> changed = new EnumMap<>(paths);
    changed.put(field, dotted);
    return new FieldPaths(changed);
  }

  /** Returns these paths, and where they are the flat names, those of the source. */
  public FieldPaths declared(SourceDeclaration source) {
    FieldPaths declared = this;
    for (PayloadField field : PayloadField.values()) {
      if (of(field).equals(List.of(field.flatName()))) {
        List<FieldPath> from = source.field(field.column()).orElseThrow().from();
        declared = declared.with(field, from.stream().map(FieldPath::text).toList());
      }
    }
    return declared;
  }

  /** Returns true if every field is found by its flat name only. */
  public boolean flat() {
    return paths.entrySet().stream()
        .allMatch(entry -> entry.getValue().equals(List.of(entry.getKey().flatName())));
  }

  private static void check(PayloadField field, String path) {
    if (!PathText.canHold(path)) {
      throw new SettingException(field.setting(), "a path is blank or holds a control character");
    }
  }
}
