package scout.models;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a model's file: a header of comments, then one SELECT. */
final class ModelParser {
  /** How often a table is computed that can only be computed whole, if nobody says so. */
  private static final Duration WHOLE = Duration.ofMinutes(15);

  private final String file;
  private final List<DeclarationProblem> problems = new ArrayList<>();

  private ModelParser(String file) {
    this.file = file;
  }

  /**
   * Reads the file of a model.
   *
   * @param file its name, such as {@code gold_brand_daily.sql}
   * @throws DeclarationException with everything that is wrong
   */
  static ModelDeclaration parse(String file, String text) {
    return new ModelParser(file).parse(text, DeclaredName.problem(file));
  }

  /** Reads a file that Scout ships. */
  static ModelDeclaration shipped(String file, String text) {
    return new ModelParser(file).parse(text, Optional.empty());
  }

  private ModelDeclaration parse(String text, Optional<DeclarationProblem> name) {
    name.ifPresent(problems::add);
    ModelHeader header = ModelHeader.read(file, text, problems);
    String query = query(header);
    List<String> grain = header.names("grain");
    List<String> slice = header.names("slice");
    if (!header.says("grain")) {
      problem(
          0,
          "MODEL_GRAIN_MISSING",
          "It doesn't say which columns are unique together.",
          "Write -- grain: with those columns above the SELECT.");
    }
    checkSlice(header, grain, slice);
    int looksBack = looksBack(header, slice);
    Optional<Duration> every =
        header.every().or(() -> slice.isEmpty() ? Optional.of(WHOLE) : Optional.empty());
    List<ModelCheck> checks = header.checks();
    if (!problems.isEmpty()) {
      throw new DeclarationException(problems);
    }
    return new ModelDeclaration(
        DeclaredName.table(file),
        header.text("about"),
        grain,
        slice,
        every,
        looksBack,
        checks,
        query,
        header.queryLine());
  }

  /** People end a statement with a semicolon; within parentheses it may not stand. */
  private String query(ModelHeader header) {
    String query = header.query().stripTrailing();
    while (query.endsWith(";")) {
      query = query.substring(0, query.length() - 1).stripTrailing();
    }
    if (query.isBlank()) {
      problem(0, "MODEL_QUERY_MISSING", "There is no SELECT.", "Write one below the header.");
    }
    return query;
  }

  private void checkSlice(ModelHeader header, List<String> grain, List<String> slice) {
    for (String column : slice) {
      if (!ModelDeclaration.SLICES.contains(column)) {
        problem(
            header.line("slice"),
            "MODEL_SLICE_UNKNOWN",
            "No table can be kept by " + column + ".",
            "Slice by store_id, by transaction_date, by both, or leave the line out.");
      } else if (header.says("grain") && !grain.contains(column)) {
        problem(
            header.line("slice"),
            "MODEL_SLICE_OUTSIDE_GRAIN",
            "The slice's " + column + " is no part of the grain.",
            "Add it to the grain, or take it out of the slice.");
      }
    }
  }

  private int looksBack(ModelHeader header, List<String> slice) {
    int days = header.looksBack();
    if (days > 0 && !slice.contains("transaction_date")) {
      problem(
          header.line("looks back"),
          "MODEL_LOOKS_BACK_WITHOUT_DAYS",
          "A table that isn't kept by days can't look back.",
          "Add transaction_date to the slice, or leave the line out.");
    }
    return days;
  }

  private void problem(int line, String code, String message, String remedy) {
    problems.add(new DeclarationProblem(file, line, code, message, remedy));
  }
}
