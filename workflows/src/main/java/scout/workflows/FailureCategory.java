package scout.workflows;

/** Who or what can end a failure. */
public enum FailureCategory {
  DATA("Other reasons not to load a file"),
  RETRIED("Failures of a step that are tried again"),
  PERSON("Failures of a step that a person has to end"),
  SETTINGS("Failures of a step that other settings or tables end"),
  HANDED_ON("Steps that another step does instead");

  private final String title;

  FailureCategory(String title) {
    this.title = title;
  }

  /** The heading of its table in docs/codes.md. */
  public String title() {
    return title;
  }
}
