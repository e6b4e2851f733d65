package scout.workflows;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A workflow is called again from its history, on another machine and another day, and has to
 * decide the same: it may not look at anything but its history.
 */
class DeterminismTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("scout.workflows");

  private static final Set<String> CLOCKS_AND_CHANCE =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.identityHashCode",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.Locale.getDefault",
          "java.util.TimeZone.getDefault",
          "java.time.ZoneId.systemDefault");

  private static final ArchRule ASKS_NO_CLOCK =
      noClasses()
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "a clock, chance or the machine's surroundings", DeterminismTest::isForbidden))
          .because(
              "a replay would see another value: use Workflow.currentTimeMillis, newRandom,"
                  + " randomUUID, or an activity");

  private static final ArchRule TOUCHES_NO_WORLD =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..",
                      "java.nio..",
                      "java.net..",
                      "java.sql..",
                      "java.util.concurrent..",
                      "java.util.logging..")
                  .and(resideOutsideOfPackages("java.nio.charset"))
                  .or(
                      DescribedPredicate.describe(
                          "threads and timers",
                          type ->
                              type.isEquivalentTo(Thread.class)
                                  || type.isEquivalentTo(java.util.Timer.class)
                                  || type.isEquivalentTo(java.util.Random.class))))
          .because("whatever touches the world, or runs beside it, is an activity");

  private static final ArchRule USES_TEMPORAL_ALONE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "scout.workflows..", "io.temporal..", "com.fasterxml.jackson.annotation..", "java..")
          .because("the contract is what every module can depend on, and it replays anywhere");

  private static boolean isForbidden(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    String name = target.getOwner().getName() + "." + target.getName();
    return CLOCKS_AND_CHANCE.contains(name)
        || target.getOwner().getPackageName().equals("java.time") && target.getName().equals("now")
        || target.getName().equals("parallelStream");
  }

  @Test
  void workflowsLookAtTheirHistoryAlone() {
    ASKS_NO_CLOCK.check(OURS);
    TOUCHES_NO_WORLD.check(OURS);
    USES_TEMPORAL_ALONE.check(OURS);
  }

  @Test
  void rulesFindWhatTheyForbid() {
    JavaClasses wrong = new ClassFileImporter().importClasses(Careless.class);

    assertThat(ASKS_NO_CLOCK.evaluate(wrong).getFailureReport().getDetails())
        .anyMatch(line -> line.contains("java.time.Instant.now()"))
        .anyMatch(line -> line.contains("java.util.UUID.randomUUID()"))
        .anyMatch(line -> line.contains("java.lang.System.getenv("));
    assertThat(TOUCHES_NO_WORLD.evaluate(wrong).getFailureReport().getDetails())
        .anyMatch(line -> line.contains("java.lang.Thread"))
        .anyMatch(line -> line.contains("java.nio.file.Path"));
  }

  /** Does all that a workflow must not. */
  static final class Careless {
    Object[] all() throws InterruptedException {
      Thread.sleep(1);
      return new Object[] {
        Instant.now(), UUID.randomUUID(), System.getenv("HOME"), java.nio.file.Path.of("x")
      };
    }
  }
}
