package scout.workflows.impl;

import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildActivities;
import scout.workflows.rebuild.RebuildPlan;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.RebuildSlice;
import scout.workflows.rebuild.RowChange;
import scout.workflows.rebuild.TableChange;

/** Rebuilds that write down what is asked and stand still until told to go. */
final class FakeRebuilds implements RebuildActivities {
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch go = new CountDownLatch(1);
  private volatile boolean broken;

  void go() {
    go.countDown();
  }

  /** From now on a layer fails in a way that trying again can't help. */
  void breaks() {
    broken = true;
  }

  List<String> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  private static TableChange change(String table) {
    return new TableChange(table, 1, 2, 3, List.of(new RowChange("insert", "k", "a: 1 -> 2")));
  }

  @Override
  public List<TableChange> rebuildLayer(Layer layer, RebuildRequest request) {
    calls.add(layer.word());
    if (broken) {
      throw ApplicationFailure.newNonRetryableFailure("column is missing", "SCHEMA");
    }
    Await.latch(go);
    return List.of(change(layer.word()));
  }

  @Override
  public RebuildPlan planSilver(RebuildRequest request) {
    calls.add("plan");
    return new RebuildPlan(request.store() == null, 3, 30, 3);
  }

  @Override
  public RebuildSlice rebuildSilver(RebuildRequest request, RebuildPlan plan, long after) {
    calls.add("silver after " + after);
    Await.latch(go);
    return after < plan.last()
        ? new RebuildSlice(List.of(change("silver")), 1, 10, after + 1)
        : new RebuildSlice(List.of(change("silver")), 0, 0, null);
  }

  @Override
  public List<TableChange> previewRebuild(RebuildRequest request) {
    calls.add("preview " + request.layer().word());
    return List.of(change(request.layer().word()));
  }
}
