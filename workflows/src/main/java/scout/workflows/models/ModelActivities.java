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
   * Makes a table beside that of each new or changed model, in which it is computed. An application
   * that was interrupted goes on with those that it has made.
   */
  DeclareResult beginBeside(ApplyRequest request);

  /** Computes models beside their tables for some seconds, while refreshes go on. */
  BesideProgress fillBeside();

  /**
   * Drops what was made beside, with what waits for it. A table whose form is half changed stays as
   * it is until the next application, which computes it again.
   */
  void dropBeside();

  /**
   * Writes reference data and the models that were computed beside, and puts the declaration in
   * force. The rows are written in one transaction; those before and behind it change the tables'
   * form. Nobody who reads a table waits for one longer than a third of a second.
   */
  DeclareResult declareModels(ApplyRequest request);

  /** Asks for a refresh, and looks for some seconds how the models stand. */
  BuildState awaitModels();
}
