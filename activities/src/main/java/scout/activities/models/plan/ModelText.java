package scout.activities.models.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scout.models.DeclarationProblem;
import scout.models.ModelDeclaration;

/** A model's text, with what is wrong in it, line by line. */
final class ModelText {
  private final ModelDeclaration model;
  private final List<DeclarationProblem> problems = new ArrayList<>();

  ModelText(ModelDeclaration model) {
    this.model = model;
  }

  ModelDeclaration model() {
    return model;
  }

  List<DeclarationProblem> problems() {
    return List.copyOf(problems);
  }

  /** Returns true if nothing is wrong. */
  boolean good() {
    return problems.isEmpty();
  }

  /** The first line of the file in which the query names this; else where the query begins. */
  int lineOf(String name) {
    Matcher word =
        Pattern.compile("\\b" + Pattern.quote(name) + "\\b", Pattern.CASE_INSENSITIVE)
            .matcher(model.query());
    return word.find() ? line(word.start()) : model.queryLine();
  }

  /** PostgreSQL counts characters from 1, Java from 0 and in UTF-16. */
  int offset(int position) {
    String query = model.query();
    int before = Math.min(position - 1, query.codePointCount(0, query.length()));
    return query.offsetByCodePoints(0, before);
  }

  /** The line of the file at an offset into the query. */
  int line(int offset) {
    String query = model.query();
    int end = Math.min(offset, query.length());
    return model.queryLine() + (int) query.substring(0, end).chars().filter(c -> c == '\n').count();
  }

  void problem(int line, String code, String message, String remedy) {
    problems.add(new DeclarationProblem(model.table() + ".sql", line, code, message, remedy));
  }
}
