package scout.cli.verify;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import scout.models.JudgedModel;
import scout.models.ModelColumn;
import scout.models.ModelDeclaration;
import scout.models.ModelSql;
import scout.schema.StoredJson;

/** Computes each declared model once more, whole, and compares its table with that. */
final class ModelProof {
  private static final String SAVEPOINT = "model_proof";
  private static final TypeReference<List<ModelColumn>> COLUMNS = new TypeReference<>() {};

  private final Handle snapshot;
  private final ProofResult proof =
      new ProofResult(
          "models_are_their_selects", "Every declared table is what its SELECT gives now");

  /**
   * @param snapshot in a transaction that sees one state of the database
   */
  ModelProof(Handle snapshot) {
    this.snapshot = snapshot;
  }

  ProofResult run() {
    List<Waiting> models =
        snapshot
            .createQuery(LedgerProofs.SQL.get("models"))
            .map((row, context) -> new Waiting(model(row), row.getString("waits")))
            .list();
    for (Waiting model : models) {
      if (model.waits() == null) {
        compare(model.model());
      } else {
        proof.notes(new ProofFinding(table(model.model()), null, model.waits()));
      }
    }
    return proof;
  }

  private void compare(JudgedModel model) {
    snapshot.savepoint(SAVEPOINT);
    snapshot.createQuery(LedgerProofs.SQL.get("as_a_model")).mapToMap().list();
    Connection connection = snapshot.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet row = statement.executeQuery(new ModelSql(model).differences())) {
        while (row.next()) {
          proof.offends(
              new ProofFinding(
                  table(model) + ", " + row.getString("subject"), null, row.getString("detail")));
        }
      }
    } catch (SQLException e) {
      if (e.getSQLState() == null || !connectionHolds(e.getSQLState())) {
        throw new UnableToExecuteStatementException(e, null);
      }
      proof.offends(
          new ProofFinding(
              table(model), null, "its SELECT can't be run: SQLSTATE " + e.getSQLState()));
    }
    snapshot.rollbackToSavepoint(SAVEPOINT);
  }

  /** An outage says nothing about the model. */
  private static boolean connectionHolds(String state) {
    return !List.of("08", "57", "58").contains(state.substring(0, 2));
  }

  private static String table(JudgedModel model) {
    return model.declaration().table();
  }

  private static JudgedModel model(ResultSet row) throws SQLException {
    return new JudgedModel(
        new ModelDeclaration(
            row.getString("model_name"),
            row.getString("about"),
            texts(row, "grain"),
            texts(row, "slice"),
            Optional.empty(),
            row.getInt("looks_back"),
            List.of(),
            row.getString("query"),
            1),
        StoredJson.read(row.getString("columns"), COLUMNS),
        texts(row, "inputs"));
  }

  /** The texts of an array; those may be null. */
  static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }

  /**
   * @param waits why it isn't what its SELECT gives; null if it has to be
   */
  private record Waiting(JudgedModel model, String waits) {}
}
