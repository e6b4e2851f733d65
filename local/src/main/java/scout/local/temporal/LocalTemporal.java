package scout.local.temporal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import scout.local.home.ServerProcess;

/**
 * A Temporal for this process, and how to end the servers started for it.
 *
 * @param address {@code host:port}
 * @param namespace the namespace
 * @param uiUrl the address of its Web UI, empty if there is none
 * @param description which one it is, in words
 * @param notice what it lacks and how to get a real one, empty for a real one
 * @param servers the servers started for it
 * @param ending ends them
 */
public record LocalTemporal(
    String address,
    String namespace,
    Optional<String> uiUrl,
    String description,
    List<String> notice,
    List<ServerProcess> servers,
    Runnable ending)
    implements AutoCloseable {

  public LocalTemporal {
    notice = List.copyOf(notice);
    servers = List.copyOf(servers);
  }

  /** The started processes: name to id. */
  public Map<String, Long> processes() {
    return servers.stream().collect(Collectors.toMap(ServerProcess::name, ServerProcess::pid));
  }

  /** True if histories end with this process; then a sweep restarts journeys from the ledger. */
  public boolean forgets() {
    return !notice.isEmpty();
  }

  @Override
  public void close() {
    ending.run();
  }
}
