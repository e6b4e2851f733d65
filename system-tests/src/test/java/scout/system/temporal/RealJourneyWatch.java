package scout.system.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import scout.schema.Migrator;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.starter.watch.JourneyWatch;
import scout.workflows.SearchAttributes;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Journeys;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileJourney;
import scout.workflows.journey.FileVersion;
import scout.workflows.journey.JourneyStart;
import scout.workflows.journey.JourneyState;
import scout.workflows.journey.ReprocessRequest;

/** What the starter makes of workflows that can't go on, as the real server lists them. */
class RealJourneyWatch {
  private static final long LIMIT_SECONDS = 120;

  @RegisterExtension static final RealTemporal SERVER = new RealTemporal();

  private static EmbeddedPostgres postgres;
  private static WorkflowServiceStubs service;
  private static WorkflowClient client;
  private static Jdbi owner;
  private static JourneyWatch watch;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(SERVER.address(folder)).build());
    client = WorkflowClient.newInstance(service);
    postgres = EmbeddedPostgres.start();
    String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      passwords.put(role, role.roleName());
    }
    new Migrator(new DatabaseSettings(url, "postgres", "postgres")).migrate(passwords);
    owner = Jdbi.create(url, "postgres", "postgres");
    watch =
        new JourneyWatch(
            client, Jdbi.create(url, DatabaseRole.WATCH.roleName(), DatabaseRole.WATCH.roleName()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (postgres != null) {
      service.shutdownNow();
      postgres.close();
    }
  }

  @BeforeEach
  void noAlerts() {
    owner.useHandle(handle -> handle.execute("TRUNCATE scout.alerts"));
  }

  private static List<String> open() {
    return owner.withHandle(
        handle ->
            handle
                .select("SELECT fingerprint FROM scout.alerts WHERE resolved_at IS NULL")
                .mapTo(String.class)
                .list());
  }

  private static String message() {
    return owner.withHandle(
        h -> h.select("SELECT message FROM scout.alerts").mapTo(String.class).one());
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("It came to nothing").isLessThan(end);
      Thread.sleep(100);
    }
  }

  /** A worker whose program doesn't fit. */
  public static final class Broken implements FileJourney {
    @Override
    public String run(JourneyStart start) {
      throw new IllegalStateException("A defect");
    }

    @Override
    public void arrived(FileVersion version) {}

    @Override
    public void reprocess(ReprocessRequest request) {}

    @Override
    public void discard(DiscardRequest request) {}

    @Override
    public JourneyState state() {
      return new JourneyState(null, "broken", null, 0, false);
    }
  }

  @Test
  void workflowsWhoseTasksFailOpenOneAlertThatEndsWithThem() throws Exception {
    watch.look();
    assertThat(open()).isEmpty();
    WorkerFactory factory = WorkerFactory.newInstance(client);
    factory.newWorker("broken").registerWorkflowImplementationTypes(Broken.class);
    factory.start();
    WorkflowStub failing =
        client.newUntypedWorkflowStub(
            "FileJourney",
            WorkflowOptions.newBuilder()
                .setWorkflowId("file:b/broken")
                .setTaskQueue("broken")
                .build());
    failing.start();

    until(
        () -> {
          watch.look();
          return open().contains("workflow_failing:default");
        });
    assertThat(message()).contains("file:b/broken can't go on");
    failing.terminate("The test has seen it");
    factory.shutdownNow();
    until(
        () -> {
          watch.look();
          return open().isEmpty();
        });
  }

  @Test
  void theAlertOfAStoppedJourneyLastsAsLongAsTheJourneyIsStopped() throws Exception {
    String key = "till-01/" + "long-".repeat(60) + "name.json";
    owner.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO scout.alerts (fingerprint, kind, severity, subject, message,"
                    + " last_seen_at) SELECT 'file_stopped:' || s, 'file_stopped', 'warning', s,"
                    + " 'm', now() - interval '3 minutes' FROM unnest(ARRAY[?, 'others']) AS s",
                key));
    WorkflowStub journey = client.newUntypedWorkflowStub("FileJourney", stopped(key));
    journey.start();
    until(() -> client.listExecutions("ScoutStatus = 'stopped'").findAny().isPresent());

    watch.look();
    assertThat(open()).hasSize(2);

    journey.terminate("It ends");
    until(
        () -> {
          watch.look();
          return open().isEmpty();
        });
  }

  private static WorkflowOptions stopped(String key) {
    WorkflowOptions begun = Journeys.options("sample", key, Journeys.SWEPT);
    return WorkflowOptions.newBuilder(begun)
        .setWorkflowId(WorkflowIds.file("sample", key))
        .setTaskQueue("nobody")
        .setTypedSearchAttributes(
            io.temporal.common.SearchAttributes.newBuilder(begun.getTypedSearchAttributes())
                .set(SearchAttributes.STATUS, SearchAttributes.STOPPED)
                .build())
        .build();
  }
}
