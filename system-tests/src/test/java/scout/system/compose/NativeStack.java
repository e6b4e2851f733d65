package scout.system.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import scout.local.home.ServerCache;
import scout.local.postgres.NewCluster;
import scout.local.temporal.InstalledServers;

/**
 * The services of docker-compose.yml as processes of this machine, without an engine: each has a
 * loopback address of its own in place of its name, and the ports, the environment, the command,
 * the scripts and the order that the file gives. Only what an image brings is put in its place: the
 * program, and the folders behind the volumes.
 */
final class NativeStack implements AutoCloseable {
  private static final long LIMIT_SECONDS = 240;
  private static final long GRACE_SECONDS = 60;
  private static final int TAIL_LINES = 20;

  /** The Web UI's image makes a file from its environment, which the program alone does not. */
  private static final List<String> LEFT_OUT = List.of("s3-volumes", "temporal-ui");

  private final ComposeFile file;
  private final Path folder;
  private final InstalledServers installed;
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final Map<String, Process> processes = new LinkedHashMap<>();
  private final Map<String, ProcessBuilder> builders = new HashMap<>();
  private final Map<String, String> changes = new HashMap<>();

  private NativeStack(ComposeFile file, Path folder) {
    this.file = file;
    this.folder = folder;
    this.installed = new InstalledServers(ServerCache.servers(System.getenv()));
    Random random = new Random();
    String network = "127." + (1 + random.nextInt(254)) + "." + random.nextInt(255) + ".";
    for (String service : file.names()) {
      addresses.put(service, network + (addresses.size() + 1));
    }
  }

  /**
   * Starts all services in order, each once those that it waits for are healthy, or done.
   *
   * @param changes settings that are not in the file
   */
  static NativeStack start(Path folder, Map<String, String> changes) throws Exception {
    NativeStack stack = new NativeStack(ComposeFile.read(), folder);
    stack.changes.putAll(changes);
    try {
      for (String service : stack.file.inOrder()) {
        if (!LEFT_OUT.contains(service)) {
          stack.start(service);
        }
      }
      return stack;
    } catch (Exception | Error e) {
      stack.close();
      throw e;
    }
  }

  /** Starts one service, and returns when it is healthy, or done. */
  void start(String service) throws Exception {
    switch (service) {
      case "postgres" -> startPostgres();
      case "s3" -> {
        List<String> command = command(service, installed.find("minio").orElseThrow().toString());
        command.addAll(List.of("--address", addresses.get(service) + ":9000"));
        run(service, command, Map.of());
        awaitPort(service, 9000);
      }
      case "temporal" -> {
        String program = installed.find("temporal-server").orElseThrow().toString();
        run(
            service,
            List.of(program, "start"),
            Map.of("TEMPORAL_BROADCAST_ADDRESS", addresses.get(service)));
        awaitPort(service, 7233);
      }
      case "worker", "starter" -> {
        run(service, java(service), changes);
        awaitHealthy(service);
      }
      case "migrate" -> finish(service, java(service));
      default -> finish(service, command(service, null));
    }
  }

  /**
   * Runs a client command, as {@code docker compose run --rm cli} does.
   *
   * @return all that this and earlier ones printed; each has ended with 0
   */
  String command(String... words) throws Exception {
    List<String> command = java("cli");
    command.addAll(List.of(words));
    finish("cli", command);
    return Files.readString(log("cli"));
  }

  /** Makes a namespace more, by the script that makes the file's own. */
  void makeNamespace(String name) throws Exception {
    String script = "temporal-namespace";
    run(script, command(script, null), Map.of("TEMPORAL_NAMESPACE", name));
    finished(script);
  }

  /** As the official image: a cluster with the user and database, and then the script. */
  private void startPostgres() throws Exception {
    Map<String, String> environment = file.environment("postgres");
    String user = environment.get("POSTGRES_USER");
    NewCluster cluster =
        NewCluster.make(
            installed.cache(),
            folder.resolve("postgres"),
            user,
            environment.get("POSTGRES_PASSWORD"),
            List.of(environment.get("POSTGRES_INITDB_ARGS").split(" ")));
    List<String> command = file.list("postgres", "command");
    assertThat(command.get(0)).isEqualTo("postgres");
    String address = addresses.get("postgres");
    run("postgres", cluster.server(command.subList(1, command.size()), address), Map.of());
    awaitHealthy("postgres");
    Map<String, String> login =
        Map.of("PGHOST", address, "PGPASSWORD", environment.get("POSTGRES_PASSWORD"));
    run(
        "postgres-database",
        List.of(
            "psql",
            "-U",
            user,
            "-d",
            "postgres",
            "-c",
            "CREATE DATABASE " + environment.get("POSTGRES_DB")),
        login);
    finished("postgres-database");
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(login);
    run(
        "postgres-script",
        List.of("sh", ComposeFile.ROOT.resolve("ops/compose/temporal-role.sh").toString()),
        all);
    finished("postgres-script");
  }

  private void finish(String service, List<String> command) throws Exception {
    run(service, command, Map.of());
    finished(service);
  }

  private void finished(String name) throws Exception {
    assertThat(processes.get(name).waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(name).isTrue();
    assertThat(processes.get(name).exitValue()).as("%s: %s", name, tail(name)).isZero();
  }

  /** The entry point of the image where the file names none, and the command. */
  private List<String> command(String service, String program) {
    List<String> command = new ArrayList<>();
    if (program != null) {
      command.add(program);
    }
    file.list(service, "entrypoint").forEach(word -> command.add(onThisMachine(service, word)));
    file.list(service, "command").forEach(word -> command.add(onThisMachine(service, word)));
    return command;
  }

  /** What the Dockerfile says, or the file; the folder of the image is this build's own. */
  private List<String> java(String service) throws IOException {
    List<String> words = new ArrayList<>(file.list(service, "entrypoint"));
    if (words.isEmpty()) {
      String dockerfile = Files.readString(ComposeFile.ROOT.resolve("Dockerfile"));
      Matcher entry =
          Pattern.compile("AS " + service + "\\n(?:COPY.*\\n)*ENTRYPOINT \\[(.*)]")
              .matcher(dockerfile);
      assertThat(entry.find()).as("the entry point of %s", service).isTrue();
      for (String word : entry.group(1).split(", ", -1)) {
        words.add(word.replace("\"", ""));
      }
    }
    Collections.replaceAll(
        words, "java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    assertThat(Collections.replaceAll(words, "/scout/*", ImageFolder.of(service))).isTrue();
    return words;
  }

  /** A word as it reads without an engine: addresses for names, folders for volumes. */
  private String onThisMachine(String service, String word) {
    String text = word.replace("0.0.0.0", addresses.get(service));
    for (Map.Entry<String, String> host : addresses.entrySet()) {
      text = text.replaceAll("\\b" + host.getKey() + "(?=:\\d)", host.getValue());
    }
    if (text.matches(":\\d+")) {
      return addresses.get(service) + text;
    }
    if (text.startsWith("/tmp/")) {
      return folder.resolve(text.substring(1)).toString();
    }
    for (String volume : file.list(service, "volumes")) {
      String[] parts = volume.split(":", -1);
      if (text.equals(parts[1]) || text.startsWith(parts[1] + "/")) {
        return volume(parts[0]) + text.substring(parts[1].length());
      }
    }
    return text;
  }

  private Path volume(String name) {
    return name.startsWith("./")
        ? ComposeFile.ROOT.resolve(name.substring(2))
        : folder.resolve("volumes").resolve(name);
  }

  /** A folder behind a named volume. */
  Path folderOf(String volume) {
    return volume(volume);
  }

  private Map<String, String> environment(String service) {
    Map<String, String> environment = new HashMap<>();
    if (file.names().contains(service)) {
      file.environment(service)
          .forEach(
              (name, value) ->
                  environment.put(
                      name,
                      // a name alone is a host only here: there is a user 'temporal' too
                      name.matches(".*_(HOST|SEEDS)")
                          ? addresses.get(value)
                          : onThisMachine(service, value)));
    }
    return environment;
  }

  private void run(String name, List<String> command, Map<String, String> more) throws IOException {
    for (String volume : List.of("s3", "s3-events")) {
      Files.createDirectories(volume(volume));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
    builder.environment().keySet().removeIf(key -> key.matches("(SCOUT|TEMPORAL|PG|MINIO|MC)_?.*"));
    builder.environment().merge("PATH", installed.bin().toString(), (old, bin) -> bin + ":" + old);
    builder.environment().putAll(environment(name));
    builder.environment().putAll(more);
    builders.put(name, builder);
    launch(name);
  }

  private void launch(String name) throws IOException {
    Process process = builders.get(name).start();
    process.getOutputStream().close();
    processes.put(name, process);
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private void awaitHealthy(String service) throws Exception {
    List<String> check = new ArrayList<>();
    for (String word : file.healthCheck(service)) {
      check.add(
          word.equals("/scout/healthy.sh")
              ? ComposeFile.ROOT.resolve("ops/compose/healthy.sh").toString()
              : word.replace("127.0.0.1", addresses.get(service)));
    }
    if (check.contains("bash")) {
      check.add(addresses.get(service));
    }
    await(service, () -> Probe.succeeds(check));
  }

  /** For services whose check is a program of their image. */
  private void awaitPort(String service, int port) throws Exception {
    await(service, () -> listens(addresses.get(service), port));
  }

  private interface Look {
    boolean look() throws Exception;
  }

  private void await(String service, Look look) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!look.look()) {
      if (!processes.get(service).isAlive()) {
        assertThat(file.restarts(service)).as("%s: %s", service, tail(service)).isTrue();
        launch(service);
      }
      assertThat(System.nanoTime()).as("%s: %s", service, tail(service)).isLessThan(end);
      Thread.sleep(200);
    }
  }

  private static boolean listens(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String tail(String name) throws IOException {
    List<String> lines = Files.readAllLines(log(name));
    return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()).stream()
        .collect(Collectors.joining("\n"));
  }

  /** Asks a service to end, as the engine does, and waits for it. */
  void stop(String service) {
    Process process = processes.remove(service);
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Where a service is. */
  String address(String service) {
    return addresses.get(service);
  }

  /** All settings that a service gets. */
  Map<String, String> settings(String service) {
    return environment(service);
  }

  /** A value of the env file. */
  String secret(String name) {
    return file.value(name);
  }

  @Override
  public void close() {
    List<String> names = new ArrayList<>(processes.keySet());
    Collections.reverse(names);
    for (String name : names) {
      stop(name);
    }
  }
}
