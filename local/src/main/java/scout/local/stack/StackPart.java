package scout.local.stack;

import java.util.List;
import java.util.Map;
import scout.local.home.ServerProcess;

/**
 * One part of a stack, ready for use.
 *
 * @param environment the settings to reach it
 * @param servers the server processes started for it
 * @param ending ends what was started; does nothing for a part that runs elsewhere
 */
record StackPart(
    Map<String, String> environment, List<ServerProcess> servers, AutoCloseable ending) {
  StackPart {
    environment = Map.copyOf(environment);
    servers = List.copyOf(servers);
  }
}
