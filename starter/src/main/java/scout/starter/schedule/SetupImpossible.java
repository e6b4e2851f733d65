package scout.starter.schedule;

/** Something on Temporal is not as Scout needs it, and a person has to change it. */
final class SetupImpossible extends Exception {
  SetupImpossible(String message) {
    super(message);
  }
}
