package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scout.workflows.WorkflowIds;
import scout.workflows.batch.BatchActivities;
import scout.workflows.batch.BatchFile;
import scout.workflows.batch.BatchResult;
import scout.workflows.batch.FileBatch;
import scout.workflows.batch.FileGroup;
import scout.workflows.client.Batches;
import scout.workflows.client.Journeys;

class FileBatchImplTest {
  private final List<FileGroup> steps = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();
  private final AtomicInteger outages = new AtomicInteger();
  private final CountDownLatch go = new CountDownLatch(1);
  private final BatchActivities activities = this::load;
  private final TestTemporal temporal = new TestTemporal(new FakeLayers(), activities);

  @AfterEach
  void close() {
    go.countDown();
    temporal.close();
  }

  private BatchResult load(FileGroup step) {
    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      Await.latch(go);
      if (outages.getAndDecrement() > 0) {
        throw new IllegalStateException("The store can't be reached");
      }
      steps.add(step);
      return new BatchResult(step.files().size() - 1L, 1);
    } finally {
      running.decrementAndGet();
    }
  }

  private static FileGroup group(int files) {
    return new FileGroup(
        "sample",
        IntStream.range(0, files).mapToObj(i -> new BatchFile("in/" + i + ".json", "e")).toList());
  }

  private FileBatch batch(FileGroup group) {
    return temporal
        .client()
        .newWorkflowStub(FileBatch.class, Batches.options(group, Journeys.SWEPT));
  }

  @Test
  void takesEachFileOnceTwoStepsAtOnce() throws Exception {
    FileGroup group = group(FileGroup.MAX_FILES);
    FileBatch batch = batch(group);
    WorkflowClient.start(batch::run, group);
    Await.until("two steps run", () -> running.get() == 2);
    assertThat(batch.state())
        .isEqualTo("0 of 500 files are done, 0 of them go on in a journey of their own.");
    go.countDown();

    assertThat(WorkflowStub.fromTyped(batch).getResult(BatchResult.class))
        .isEqualTo(new BatchResult(490, 10));
    assertThat(steps.stream().flatMap(step -> step.files().stream()))
        .containsExactlyInAnyOrderElementsOf(group.files());
    assertThat(mostRunning).hasValue(2);
    assertThat(batch.state())
        .isEqualTo("500 of 500 files are done, 10 of them go on in a journey of their own.");
  }

  @Test
  void ridesOutOutage() {
    go.countDown();
    outages.set(12);

    assertThat(batch(group(51)).run(group(51))).isEqualTo(new BatchResult(49, 2));
    assertThat(steps).hasSize(2);
  }

  @Test
  void idNamesTheVersions() {
    assertThat(WorkflowIds.batch(group(3))).isEqualTo(WorkflowIds.batch(group(3)));
    assertThat(WorkflowIds.batch(group(3))).isNotEqualTo(WorkflowIds.batch(group(4)));
    assertThat(WorkflowIds.batch(new FileGroup("sample", List.of(new BatchFile("a", "bc")))))
        .isNotEqualTo(
            WorkflowIds.batch(new FileGroup("sample", List.of(new BatchFile("ab", "c")))));
  }

  @Test
  void groupIsBounded() {
    assertThatThrownBy(() -> group(0)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> group(FileGroup.MAX_FILES + 1)).hasMessageContaining("not 501");
  }
}
