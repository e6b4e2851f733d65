package scout.workflows;

/** The task queues. They are separate, so that a long refresh never starves ingestion. */
public final class TaskQueues {
  /** File journeys, sweeps and the activities that load and archive. */
  public static final String INGEST = "scout-ingest";

  /** The activity of a sweep. It waits for loads, so it must not take one of their slots. */
  public static final String SWEEPS = "scout-sweeps";

  /** Layer refreshes and rebuilds. */
  public static final String LAYERS = "scout-layers";

  private TaskQueues() {}
}
