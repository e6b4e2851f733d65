package scout.system.kill;

/** Something that a worker is brought to do, so that it can be killed on the way. */
interface Scenario {
  /**
   * Starts a worker and brings the site to where the scenario begins; all has come to rest.
   *
   * @return the worker, which runs
   */
  WorkerProcess prepare(Site site) throws Exception;

  /** Begins what is to be killed; does not wait. */
  void act(Site site) throws Exception;

  /**
   * What its senders have to send again where Temporal lost it; a sweep finds what was uploaded.
   */
  default void again(Site site) throws Exception {}

  /** Starts what else it needs if nobody is killed. */
  default void unharmed(Site site) throws Exception {}

  /** Starts what takes the killed process's place. */
  default void restart(Site site) throws Exception {
    site.startWorker();
  }

  /** Waits until Temporal has done what was begun. */
  void awaitDone(Site site) throws Exception;
}
