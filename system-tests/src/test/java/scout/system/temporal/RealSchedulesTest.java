package scout.system.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import io.temporal.api.schedule.v1.Schedule;
import io.temporal.api.workflow.v1.NewWorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeScheduleRequest;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import io.temporal.api.workflowservice.v1.UpdateScheduleRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import scout.local.temporal.LocalTemporal;
import scout.local.temporal.RealServers;
import scout.starter.schedule.SweepCadence;
import scout.starter.schedule.TemporalSetup;
import scout.workflows.WorkflowIds;

/** The starter's Schedules on the real server, and what a person makes of them. */
class RealSchedulesTest {
  private static final String ID = WorkflowIds.EDGE_SWEEP_SCHEDULE;
  private static final int NO_JITTER = 0;
  private static final int LOOKS = 600;
  private static final int KEPT_DAYS = 9;

  private static LocalTemporal server;
  private static WorkflowServiceStubs service;
  private static WorkflowClient client;

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @BeforeAll
  static void start(@TempDir(factory = MemoryFolder.class) Path folder) throws Exception {
    server = RealServers.start(folder);
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
    client = WorkflowClient.newInstance(service);
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.shutdownNow();
      server.close();
    }
  }

  @BeforeEach
  void listen() {
    said.start();
    logger().addAppender(said);
    logger().setLevel(Level.INFO);
    starter(NO_JITTER);
    said.list.clear();
  }

  @AfterEach
  void forget() {
    logger().detachAppender(said);
    logger().setLevel(null);
    schedule().delete();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("scout.starter.schedule");
  }

  private static ScheduleHandle schedule() {
    return ScheduleClient.newInstance(service).getHandle(ID);
  }

  /** Another start of the starter. */
  private static TemporalSetup starter(int jitterSeconds) {
    TemporalSetup preparation = preparation(client, jitterSeconds);
    preparation.tryOnce();
    assertThat(preparation.problem()).isEqualTo(Optional.empty());
    return preparation;
  }

  private static TemporalSetup preparation(WorkflowClient of, int jitterSeconds) {
    return new TemporalSetup(
        of,
        new SweepCadence(
            java.time.Duration.ofMinutes(15),
            java.time.Duration.ofMinutes(15),
            java.time.Duration.ofSeconds(jitterSeconds)),
        KEPT_DAYS);
  }

  private List<String> messages() {
    return said.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(message -> message.contains(" " + ID))
        .toList();
  }

  private static DescribeScheduleResponse described() {
    return service
        .blockingStub()
        .describeSchedule(
            DescribeScheduleRequest.newBuilder().setNamespace("default").setScheduleId(ID).build());
  }

  private static long jitter() {
    return described().getSchedule().getSpec().getJitter().getSeconds();
  }

  /** Writes it as the Web UI and the Temporal CLI do: all of it, but no memo of the action. */
  private static void editByHand(Consumer<Schedule.Builder> edit) {
    edit(
        schedule -> {
          NewWorkflowExecutionInfo.Builder action =
              schedule.getActionBuilder().getStartWorkflowBuilder();
          action.clearMemo();
          edit.accept(schedule);
        });
  }

  private static void edit(Consumer<Schedule.Builder> edit) {
    Schedule.Builder schedule = described().getSchedule().toBuilder();
    edit.accept(schedule);
    service
        .blockingStub()
        .updateSchedule(
            UpdateScheduleRequest.newBuilder()
                .setNamespace("default")
                .setScheduleId(ID)
                .setSchedule(schedule)
                .setIdentity("a person")
                .setRequestId(UUID.randomUUID().toString())
                .build());
  }

  private static void setJitter(Schedule.Builder schedule, int seconds) {
    schedule.getSpecBuilder().setJitter(Duration.newBuilder().setSeconds(seconds));
  }

  @Test
  void isLeftAloneWhereNothingChanged() {
    var before = described().getInfo();

    starter(NO_JITTER);

    assertThat(described().getInfo().getUpdateTime()).isEqualTo(before.getUpdateTime());
    assertThat(messages()).isEmpty();
  }

  @Test
  void isMadeAgainAndSaidWhereItWasLost() {
    TemporalSetup running = starter(NO_JITTER);
    schedule().delete();

    running.tryOnce();
    assertThat(messages()).as("it looks every minute only").isEmpty();
    running.look();

    assertThat(messages()).hasSize(1).first().asString().startsWith("Made the Schedule");
    assertThat(described().getSchedule().getSpec().getStructuredCalendarCount()).isEqualTo(1);
  }

  @Test
  void whatAPersonMadeOfItIsSaidOnce() {
    TemporalSetup running = starter(NO_JITTER);
    schedule().pause("the store is being moved");

    running.look();
    running.look();

    assertThat(messages()).hasSize(1).first().asString().contains("is paused by a person");
  }

  @Test
  void aNamespaceThatIsLostIsMadeAgainWithAllThatBelongsToIt() throws Exception {
    WorkflowClient lost =
        WorkflowClient.newInstance(
            service, WorkflowClientOptions.newBuilder().setNamespace("lost").build());
    TemporalSetup running = preparation(lost, NO_JITTER);
    running.look();
    assertThat(said.list).anyMatch(e -> e.getFormattedMessage().contains("no namespace lost"));
    for (int i = 0; running.problem().isPresent(); i++) {
      assertThat(i).as(running.problem().toString()).isLessThan(LOOKS);
      Thread.sleep(200);
      running.look();
    }

    ScheduleClient schedules =
        ScheduleClient.newInstance(
            service, ScheduleClientOptions.newBuilder().setNamespace("lost").build());
    assertThat(schedules.getHandle(ID).describe().getId()).isEqualTo(ID);
    assertThat(
            service
                .blockingStub()
                .describeNamespace(
                    DescribeNamespaceRequest.newBuilder().setNamespace("lost").build())
                .getConfig()
                .getWorkflowExecutionRetentionTtl())
        .isEqualTo(Durations.fromDays(KEPT_DAYS));
  }

  @Test
  void isMadeOnceByStartersThatBeginTogether() {
    schedule().delete();

    CompletableFuture.allOf(
            IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> starter(NO_JITTER)))
                .toArray(CompletableFuture<?>[]::new))
        .join();

    assertThat(messages()).hasSize(1).first().asString().startsWith("Made the Schedule");
    assertThat(described().getSchedule().getSpec().getStructuredCalendarCount()).isEqualTo(1);
  }

  @Test
  void followsTheSettingsEachTimeAndKeepsAPause() {
    schedule().pause("the store is being moved");

    starter(5);
    assertThat(jitter()).isEqualTo(5);
    starter(7);
    assertThat(jitter()).isEqualTo(7);
    starter(NO_JITTER);
    assertThat(jitter()).isZero();

    assertThat(described().getSchedule().getState().getPaused()).isTrue();
    assertThat(described().getSchedule().getState().getNotes())
        .isEqualTo("the store is being moved");
    assertThat(messages()).filteredOn(said -> said.startsWith("Updated")).hasSize(3);
    assertThat(messages())
        .filteredOn(said -> said.contains("is paused by a person"))
        .hasSize(3)
        .allMatch(said -> said.contains("the store is being moved"));
  }

  @Test
  void keepsAnEditThatCameAfterTheSettingsHadChanged() {
    starter(5);
    editByHand(schedule -> setJitter(schedule, 60));
    said.list.clear();

    starter(5);
    starter(7);

    assertThat(jitter()).isEqualTo(60);
    assertThat(messages())
        .hasSize(2)
        .allMatch(said -> said.contains("was edited by a person and stays so"));
  }

  @Test
  void saysAnEditOfTheJitterAlone() {
    edit(schedule -> setJitter(schedule, 60));

    starter(NO_JITTER);

    assertThat(jitter()).isEqualTo(60);
    assertThat(messages()).hasSize(1).first().asString().contains("was edited by a person");
  }

  @Test
  void saysAnEndThatAPersonGaveIt() {
    edit(
        schedule ->
            schedule
                .getSpecBuilder()
                .setEndTime(com.google.protobuf.Timestamp.newBuilder().setSeconds(4_000_000_000L)));

    starter(NO_JITTER);

    assertThat(messages()).hasSize(1).first().asString().contains("was edited by a person");
  }
}
