package scout.system.kill;

/** Who finishes what a killed worker left. */
enum Recovery {
  /** Temporal, which notices the missing heartbeat and has the step done again. */
  RETRY,
  /** The next sweep alone: Temporal has lost all that it knew. */
  SWEEP
}
