package scout.cli.commands;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.models.DeclarationFiles;
import scout.schema.StoredJson;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/** The folder in which a person declares tables, beside the declaration in force. */
final class ModelFolder {
  private final Optional<Path> folder;

  ModelFolder(Settings settings) {
    this.folder = settings.find(SettingCatalog.MODELS).map(Path::of);
  }

  /**
   * Its files.
   *
   * @throws CommandFailure with exit code 2 if no folder is set, or it can't be read
   */
  Map<String, String> texts() {
    Path path =
        folder.orElseThrow(
            () ->
                CommandFailure.wrongUsage(
                    "SCOUT_MODELS names no folder; set it to the folder of your declaration, for"
                        + " example SCOUT_MODELS=models"));
    try {
      return DeclarationFiles.read(path).texts();
    } catch (IOException e) {
      throw CommandFailure.wrongUsage(
          "The folder '" + path + "' of SCOUT_MODELS can't be read as UTF-8 texts; correct it");
    }
  }

  /** The files that differ from those in force, for {@code status}; empty if none does. */
  List<AnswerRow> waiting(ReadSide database) {
    if (folder.isEmpty()) {
      return List.of();
    }
    Map<String, String> texts;
    try {
      texts = DeclarationFiles.read(folder.get()).texts();
    } catch (IOException e) {
      return List.of(row("unreadable", folder.get().toString(), "correct SCOUT_MODELS"));
    }
    Map<String, String> inForce =
        database.rows("declaration", Map.of()).stream()
            .findFirst()
            .map(row -> read(row.text("files")))
            .orElse(Map.of());
    Set<String> names = new TreeSet<>(texts.keySet());
    names.addAll(inForce.keySet());
    names.removeIf(name -> texts.containsKey(name) && texts.get(name).equals(inForce.get(name)));
    return names.isEmpty()
        ? List.of()
        : List.of(
            row("a plan waits", String.join(", ", names), "look at it with ./scout models plan"));
  }

  private static AnswerRow row(String state, String files, String next) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("state", state);
    values.put("files", files);
    values.put("next", next);
    return new AnswerRow(values);
  }

  private static Map<String, String> read(String files) {
    return StoredJson.read(files, new TypeReference<TreeMap<String, String>>() {});
  }
}
