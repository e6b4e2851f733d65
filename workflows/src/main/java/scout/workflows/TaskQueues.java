package scout.workflows;

/** The task queues; apart, so that a long refresh never starves ingestion. */
public final class TaskQueues {
  /** File journeys, sweeps and the activities that load and archive. */
  public static final String INGEST = "scout-ingest";

  /**
   * The activity of a sweep: it waits for loads, so it must not take one of the slots that they
   * need.
   */
  public static final String SWEEPS = "scout-sweeps";

  /** Layer refreshes and rebuilds. */
  public static final String LAYERS = "scout-layers";

  private TaskQueues() {}
}
