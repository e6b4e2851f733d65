package scout.workflows.models;

import io.temporal.activity.ActivityInterface;

/** The steps that judge, test and apply a declaration. Each can be called again. */
@ActivityInterface
public interface ModelActivities {
  /** Judges a declaration, and changes nothing. */
  PlanResult planModels(ModelFiles files);

  /** Runs the tests of a declaration, and changes nothing. */
  TestResult testModels(ModelFiles files);

  /**
   * Judges the declaration once more, and refuses it if it became wrong, or if more would be lost
   * than the request allows.
   *
   * @return the text of the source that it declares
   */
  String admitModels(ApplyRequest request);

  /**
   * Makes reference data and models, and puts the declaration in force, in one transaction. Nobody
   * who reads a table waits for it longer than a third of a second.
   */
  DeclareResult declareModels(ApplyRequest request);

  /** Asks for a refresh, and looks for some seconds how the models stand. */
  BuildState awaitModels();
}
