package scout.activities.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import scout.models.ModelCheck;
import scout.models.ModelColumn;
import scout.workflows.rebuild.RowChange;

/** Lists of a model as the database keeps them: JSON arrays of objects. */
final class ModelJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<ModelColumn>> COLUMNS = new TypeReference<>() {};
  private static final TypeReference<List<ModelCheck>> CHECKS = new TypeReference<>() {};

  private static final TypeReference<List<RowChange>> CHANGES = new TypeReference<>() {};

  private ModelJson() {}

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Lists of texts can be written", e);
    }
  }

  static List<ModelColumn> columns(String json) {
    return read(json, COLUMNS);
  }

  static List<ModelCheck> checks(String json) {
    return read(json, CHECKS);
  }

  static List<RowChange> changes(String json) {
    return read(json, CHANGES);
  }

  private static <T> List<T> read(String json, TypeReference<List<T>> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The database holds a model in another form", e);
    }
  }
}
