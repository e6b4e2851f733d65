package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.settings.DatabaseRole;
import scout.workflows.journey.FileVersion;
import scout.workflows.journey.LoadRequest;

class IngestMetersTest {
  @TempDir static Path folder;
  private static Inbox inbox;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @BeforeAll
  static void start() throws Exception {
    inbox = new Inbox(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    inbox.close();
  }

  private IngestSteps measured(Duration eventDelay) {
    return new IngestSteps(
        inbox.database.as(DatabaseRole.INGEST),
        inbox.store,
        Inbox.AREA,
        IngestSettings.defaults(),
        () -> {},
        new IngestMeters(registry, eventDelay));
  }

  private static void arrive(IngestSteps ingestion, String key, String source) {
    ingestion.load(LoadRequest.arrived("sample", key, new FileVersion(null, source)));
  }

  private double count(String name, String outcome) {
    return registry.get(name).tag("outcome", outcome).counter().count();
  }

  private double lost() {
    return registry.get("scout.events.lost").counter().count();
  }

  @Test
  void countsEachVersionByItsOutcomeOnce() {
    String good = inbox.upload("till-01/good.jsonl", "{\"n\":1}\n{\"n\":2}\nbroken\n");
    String bad = inbox.upload("till-01/bad.json", "[{");
    try (IngestSteps ingestion = measured(Duration.ZERO)) {
      arrive(ingestion, good, "webhook");
      arrive(ingestion, good, "webhook");
      arrive(ingestion, bad, "webhook");
      arrive(ingestion, bad, "sweep");
    }
    assertThat(count("scout.files", "loaded")).isEqualTo(1);
    assertThat(count("scout.files", "quarantined")).isEqualTo(1);
    assertThat(count("scout.files", "duplicate")).isZero();
    assertThat(count("scout.files", "gone")).isZero();
    assertThat(count("scout.records", "loaded")).isEqualTo(2);
    assertThat(count("scout.records", "rejected")).isGreaterThanOrEqualTo(1);
    assertThat(registry.get("scout.load").timer().count()).isEqualTo(2);
    assertThat(lost()).isZero();
  }

  @Test
  void countsWhatASweepFindsAndNoEventToldOf() {
    String sweep = inbox.upload("till-02/sweep.jsonl", "{\"n\":1}\n");
    String bulk = inbox.upload("till-02/bulk.jsonl", "{\"n\":1}\n");
    String event = inbox.upload("till-02/event.jsonl", "{\"n\":1}\n");
    try (IngestSteps ingestion = measured(Duration.ZERO)) {
      arrive(ingestion, sweep, "sweep");
      assertThat(lost()).isEqualTo(1);
      arrive(ingestion, sweep, "sweep");
      assertThat(lost()).isEqualTo(1);
      arrive(ingestion, bulk, "bulk");
      assertThat(lost()).isEqualTo(2);
      arrive(ingestion, event, "webhook");
      arrive(ingestion, event, "sweep");
      assertThat(lost()).isEqualTo(2);
    }
  }

  @Test
  void doesNotCountAnEventThatMayBeOnItsWay() {
    String key = inbox.upload("till-03/new.jsonl", "{\"n\":1}\n");
    try (IngestSteps ingestion = measured(Duration.ofHours(1))) {
      arrive(ingestion, key, "sweep");
    }
    assertThat(lost()).isZero();
  }
}
