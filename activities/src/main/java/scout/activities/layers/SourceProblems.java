package scout.activities.layers;

import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * What may be wrong with declared fields: the code and the field's name, and a sentence.
 *
 * @param sentences by problem
 */
record SourceProblems(Map<String, String> sentences) {
  static SourceProblems of(Map<String, String> sentences) {
    return new SourceProblems(sentences);
  }

  /** Binds {@code :problems} and {@code :declared}. */
  <S extends SqlStatement<S>> S bind(S statement) {
    return statement
        .bindArray("problems", String.class, sentences.keySet())
        .bindArray("declared", String.class, sentences.values());
  }
}
