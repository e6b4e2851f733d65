package scout.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Arrows between the packages point one way; each rule says why. */
class ArchitectureTest {
  private static JavaClasses scout;

  @BeforeAll
  static void read() {
    scout =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("scout");
  }

  @Test
  void settingsKnowNobody() {
    noClasses()
        .that()
        .resideInAPackage("scout.settings..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("scout.settings..", "java..")
        .because("every program reads them before it does anything else")
        .check(scout);
  }

  @Test
  void runningThingsAtOnceKnowsTheJdkAlone() {
    noClasses()
        .that()
        .resideInAPackage("scout.parallel..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("scout.parallel..", "java..")
        .because("every program uses it, whatever else it carries")
        .check(scout);
  }

  @Test
  void aDeclarationIsText() {
    noClasses()
        .that()
        .resideInAPackage("scout.models..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "scout.models..", "org.yaml.snakeyaml..", "de.siegmar.fastcsv..", "java..")
        .because("a declaration is read and checked without a database")
        .check(scout);
  }

  @Test
  void theStorageKnowsS3AndTheSettings() {
    noClasses()
        .that()
        .resideInAPackage("scout.storage..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "scout.workflows..",
            "scout.schema..",
            "scout.models..",
            "scout.activities..",
            "scout.worker..",
            "scout.starter..",
            "scout.console..",
            "scout.cli..",
            "scout.local..")
        .because("whoever talks to a bucket shares it, devices' uploads among them")
        .check(scout);
  }

  @Test
  void theContractKnowsNobody() {
    noClasses()
        .that()
        .resideInAPackage("scout.workflows..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "scout.settings..",
            "scout.storage..",
            "scout.schema..",
            "scout.models..",
            "scout.activities..",
            "scout.worker..",
            "scout.starter..",
            "scout.console..",
            "scout.cli..",
            "scout.local..")
        .because("everything shares the contract, so it must not drag anything along")
        .check(scout);
    noClasses()
        .that()
        .resideInAPackage("scout.workflows..")
        .and()
        .resideOutsideOfPackage("scout.workflows.impl..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("scout.workflows.impl..")
        .because("whoever asks for work needs the contract, not how it is carried out")
        .check(scout);
  }

  @Test
  void theSchemaKnowsTheDatabaseOnly() {
    noClasses()
        .that()
        .resideInAPackage("scout.schema..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "scout.workflows..",
            "scout.models..",
            "scout.activities..",
            "scout.worker..",
            "scout.starter..",
            "scout.console..",
            "scout.cli..",
            "scout.local..",
            "io.temporal..")
        .because("the schema is brought up to date without anything else running")
        .check(scout);
  }

  @Test
  void activitiesKnowNoApplication() {
    noClasses()
        .that()
        .resideInAPackage("scout.activities..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "scout.worker..",
            "scout.starter..",
            "scout.console..",
            "scout.cli..",
            "scout.local..",
            "scout.workflows.impl..",
            "org.springframework..")
        .because("activities are plain Java that any application and any test can run")
        .check(scout);
  }

  @Test
  void theStarterOnlyAsksForWork() {
    noClasses()
        .that()
        .resideInAPackage("scout.starter..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "scout.activities..",
            "scout.worker..",
            "scout.cli..",
            "scout.local..",
            "scout.workflows.impl..",
            "picocli..")
        .because("the starter changes nothing behind Temporal's back, and is no command line")
        .check(scout);
  }

  @Test
  void theConsoleReadsAndAsksForWork() {
    noClasses()
        .that()
        .resideInAPackage("scout.console..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "scout.activities..",
            "scout.storage..",
            "scout.worker..",
            "scout.starter..",
            "scout.cli..",
            "scout.local..",
            "scout.workflows.impl..",
            "picocli..")
        .because("what an operator does is done by a workflow, which keeps who did it")
        .check(scout);
    slices()
        .matching("scout.console.(*)..")
        .should()
        .beFreeOfCycles()
        .because("two packages that need each other are one")
        .check(scout);
  }

  @Test
  void commandsOnlyAskForWork() {
    noClasses()
        .that()
        .resideInAPackage("scout.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "scout.activities..",
            "scout.worker..",
            "scout.starter..",
            "scout.console..",
            "scout.local..",
            "scout.workflows.impl..")
        .because("the commands change nothing behind Temporal's back, and run without the service")
        .check(scout);
  }

  @Test
  void theWayToTemporalKnowsTheContractAndTheSettings() {
    noClasses()
        .that()
        .resideInAPackage("scout.temporal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "scout.storage..",
            "scout.schema..",
            "scout.models..",
            "scout.activities..",
            "scout.worker..",
            "scout.starter..",
            "scout.console..",
            "scout.cli..",
            "scout.local..",
            "scout.workflows.impl..",
            "org.springframework..")
        .because("worker, starter and commands share it")
        .check(scout);
  }

  @Test
  void commandsStartWithoutSpring() {
    noClasses()
        .that()
        .resideInAPackage("scout.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .because("a command must answer in a moment, and a Spring context takes seconds")
        .check(scout);
  }

  @Test
  void onlyLocalKnowsTheEmbeddedServers() {
    noClasses()
        .that()
        .resideOutsideOfPackages("scout.local..", "scout.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "scout.local..",
            "org.gaul.s3proxy..",
            "io.zonky..",
            "io.temporal.testing..",
            "io.temporal.testserver..",
            "io.temporal.internal.testservice..")
        .because("production images don't carry the embedded servers")
        .check(scout);
  }

  @Test
  void noPackageGoesInCircles() {
    slices()
        .matching("scout.local.(*)..")
        .should()
        .beFreeOfCycles()
        .because("two packages that need each other are one")
        .check(scout);
    slices()
        .matching("scout.cli.(*)..")
        .should()
        .beFreeOfCycles()
        .because("two packages that need each other are one")
        .check(scout);
  }
}
