package scout.activities.checks;

class RestoredByOrdinaryOwnerTest extends RestoredAttackContract {
  RestoredByOrdinaryOwnerTest() {
    super("till_company");
  }
}
