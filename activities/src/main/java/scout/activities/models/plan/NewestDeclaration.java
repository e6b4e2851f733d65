package scout.activities.models.plan;

import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The declaration in force.
 *
 * @param id its number
 * @param files its texts by name
 */
record NewestDeclaration(long id, Map<String, String> files) {
  static Optional<NewestDeclaration> read(Handle handle) {
    return handle
        .createQuery(ServerText.SQL.get("newest_declaration"))
        .map(
            (row, context) ->
                new NewestDeclaration(
                    row.getLong("declaration_id"), PlanJson.texts(row.getString("files"))))
        .findOne();
  }
}
