package scout.local.stack;

import java.util.Map;

/**
 * One part of a stack that is ready to be used.
 *
 * @param environment the settings by which others reach it
 * @param processes the processes that were started for it: name to id
 * @param ending ends what was started; does nothing for a part that runs elsewhere
 */
record Part(Map<String, String> environment, Map<String, Long> processes, AutoCloseable ending) {
  Part {
    environment = Map.copyOf(environment);
    processes = Map.copyOf(processes);
  }
}
