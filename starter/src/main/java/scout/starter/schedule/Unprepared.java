package scout.starter.schedule;

/** Something on Temporal is not as Scout needs it, and a person has to change it. */
final class Unprepared extends Exception {
  Unprepared(String message) {
    super(message);
  }
}
