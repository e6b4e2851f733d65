package scout.workflows;

/** The task queues; two, so that a long refresh never starves ingestion. */
public final class TaskQueues {
  /** File journeys, sweeps and the activities that load and archive. */
  public static final String INGEST = "scout-ingest";

  /** Layer refreshes and rebuilds. */
  public static final String LAYERS = "scout-layers";

  private TaskQueues() {}
}
