package scout.activities.models;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import scout.models.ModelCheck;
import scout.models.ModelColumn;
import scout.schema.StoredJson;
import scout.workflows.rebuild.RowChange;

/** Lists of a model as the database keeps them: JSON arrays of objects. */
final class ModelJson {
  private static final TypeReference<List<ModelColumn>> COLUMNS = new TypeReference<>() {};
  private static final TypeReference<List<ModelCheck>> CHECKS = new TypeReference<>() {};
  private static final TypeReference<List<RowChange>> CHANGES = new TypeReference<>() {};

  private ModelJson() {}

  static List<ModelColumn> columns(String json) {
    return StoredJson.read(json, COLUMNS);
  }

  static List<ModelCheck> checks(String json) {
    return StoredJson.read(json, CHECKS);
  }

  static List<RowChange> changes(String json) {
    return StoredJson.read(json, CHANGES);
  }
}
