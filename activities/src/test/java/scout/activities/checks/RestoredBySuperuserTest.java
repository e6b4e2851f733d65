package scout.activities.checks;

class RestoredBySuperuserTest extends RestoredAttackContract {
  RestoredBySuperuserTest() {
    super("postgres");
  }
}
