package scout.local.stack;

import java.util.List;
import java.util.Map;
import scout.local.home.ServerProcess;

/**
 * One part of a stack that is ready to be used.
 *
 * @param environment the settings by which others reach it
 * @param servers the servers that were started for it, as processes
 * @param ending ends what was started; does nothing for a part that runs elsewhere
 */
record StackPart(
    Map<String, String> environment, List<ServerProcess> servers, AutoCloseable ending) {
  StackPart {
    environment = Map.copyOf(environment);
    servers = List.copyOf(servers);
  }
}
