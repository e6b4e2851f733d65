package scout.system.vanish;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another machine: a network namespace with two links to this one. On each, this side has an
 * address that ends in 1.
 */
final class FarHost {
  /** The link to the database. */
  static final String TO_DATABASE = "10.77.1";

  /** The link to everything else. */
  static final String TO_OTHERS = "10.77.2";

  private static final String NAME = "scout-far";

  private FarHost() {}

  /** Makes it; skips the test with a reason where only root could. */
  static FarHost make() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/sbin/ip"))
            && "root".equals(System.getProperty("user.name")),
        "Only root can make network namespaces; run this as root, with iproute2 installed");
    FarHost host = new FarHost();
    host.close();
    awaitNoLinks();
    ip("netns", "add", NAME);
    ip("-n", NAME, "link", "set", "lo", "up");
    wire(TO_DATABASE, "scout1");
    wire(TO_OTHERS, "scout2");
    return host;
  }

  /** A router in between, so that both ends keep their link whatever becomes of the packets. */
  private static void wire(String net, String device) throws IOException, InterruptedException {
    String router = router(net);
    String beyond = net.replace("10.77.", "10.78.");
    ip("netns", "add", router);
    ip("link", "add", device, "type", "veth", "peer", "name", "near", "netns", router);
    ip("-n", router, "link", "add", "away", "type", "veth", "peer", "name", device, "netns", NAME);
    ip("addr", "add", net + ".1/24", "dev", device);
    ip("-n", router, "addr", "add", net + ".254/24", "dev", "near");
    ip("-n", router, "addr", "add", beyond + ".254/24", "dev", "away");
    ip("-n", NAME, "addr", "add", beyond + ".2/24", "dev", device);
    ip("link", "set", device, "up");
    ip("-n", router, "link", "set", "near", "up");
    ip("-n", router, "link", "set", "away", "up");
    ip("-n", NAME, "link", "set", device, "up");
    ip("route", "add", beyond + ".0/24", "via", net + ".254");
    ip("-n", NAME, "route", "add", net + ".0/24", "via", beyond + ".254");
    pass(net, true);
  }

  private static String router(String net) {
    return "scout-wire-" + net.substring(net.lastIndexOf('.') + 1);
  }

  private static void pass(String net, boolean passes) throws IOException, InterruptedException {
    ip(
        "netns",
        "exec",
        router(net),
        "sysctl",
        "-qw",
        "net.ipv4.ip_forward=" + (passes ? "1" : "0"));
  }

  /** From now on no packet passes between the machine and the database; nobody is told. */
  void loseDatabase() throws IOException, InterruptedException {
    pass(TO_DATABASE, false);
  }

  /** The machine is gone for everybody. */
  void vanish() throws IOException, InterruptedException {
    pass(TO_DATABASE, false);
    pass(TO_OTHERS, false);
  }

  void comeBack() throws IOException, InterruptedException {
    pass(TO_DATABASE, true);
    pass(TO_OTHERS, true);
  }

  /** The command line that runs a program there. */
  static List<String> there(List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", NAME));
    all.addAll(command);
    return all;
  }

  private static void ip(String... arguments) throws IOException, InterruptedException {
    int status = run(arguments);
    if (status != 0) {
      throw new IOException("ip " + String.join(" ", arguments) + " ended with " + status);
    }
  }

  private static int run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** The system takes the links of a namespace that was deleted away a moment later. */
  private static void awaitNoLinks() throws InterruptedException {
    while (Files.exists(Path.of("/sys/class/net/scout1"))
        || Files.exists(Path.of("/sys/class/net/scout2"))) {
      Thread.sleep(100);
    }
  }

  /** Deleting a namespace deletes its links, and the other ends with them. */
  void close() throws IOException, InterruptedException {
    for (String namespace : List.of(router(TO_DATABASE), router(TO_OTHERS), NAME)) {
      if (Files.exists(Path.of("/run/netns", namespace))) {
        ip("netns", "delete", namespace);
      }
    }
  }
}
