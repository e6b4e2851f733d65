package scout.starter.schedule;

/** Temporal's setup does not fit Scout, and a person has to change it. */
final class SetupImpossible extends Exception {
  SetupImpossible(String message) {
    super(message);
  }
}
