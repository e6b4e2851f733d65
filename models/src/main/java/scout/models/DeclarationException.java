package scout.models;

import java.util.List;
import java.util.stream.Collectors;

/** A declaration that can't be used; it says each of its problems. */
public final class DeclarationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<DeclarationProblem> problems;

  /**
   * @param problems at least one
   */
  public DeclarationException(List<DeclarationProblem> problems) {
    super(problems.stream().map(DeclarationProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of files and lines. */
  public List<DeclarationProblem> problems() {
    return problems;
  }
}
