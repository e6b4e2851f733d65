package scout.local.stack;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import scout.cli.commands.RunFile;
import scout.local.home.FreePorts;
import scout.local.home.HomeLock;
import scout.local.home.LeftoverServers;
import scout.local.home.LocalException;
import scout.local.home.ServerCache;
import scout.local.home.ServerProcess;
import scout.local.home.ServerWatch;
import scout.local.home.StackHome;
import scout.local.home.StoredSecrets;
import scout.local.temporal.InstalledServers;
import scout.local.temporal.LocalTemporal;
import scout.local.temporal.NamespacePlan;
import scout.local.temporal.TemporalChoice;
import scout.parallel.Parallel;
import scout.settings.SettingCatalog;
import scout.settings.SettingException;
import scout.settings.Settings;
import scout.starter.StarterApplication;
import scout.worker.WorkerApplication;

/**
 * Everything that Scout needs, in one process: PostgreSQL, an object store and Temporal (each
 * embedded unless the settings name one), the worker and the starter. {@code run.json} in the home
 * shows other commands how to reach it.
 */
public final class LocalStack implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final int CALL_MILLIS = 5_000;
  private static final int TOKEN_BYTES = 24;

  private final StackHome home;
  private final Settings given;
  private final Map<String, String> environment = new HashMap<>();
  private final List<ServerProcess> servers = new ArrayList<>();
  private final Closer endings = new Closer();
  private LocalTemporal temporal;
  private String consoleToken;

  /** Chooses the Temporal to start. */
  @FunctionalInterface
  public interface TemporalSource {
    /** Starts one that the choice offers. */
    LocalTemporal start(TemporalChoice choice) throws Exception;
  }

  /**
   * A stack that is not started.
   *
   * @param environment settings by name; other variables are ignored. Each of {@code SCOUT_DB_URL},
   *     {@code SCOUT_S3_ENDPOINT} and {@code TEMPORAL_ADDRESS} replaces an embedded part
   */
  public LocalStack(StackHome home, Map<String, String> environment) {
    this.home = home;
    this.given = new Settings(environment);
    this.environment.putAll(SettingCatalog.of(environment));
  }

  /**
   * Starts only the database with its schema, and the object store without events. For tools that
   * start the rest themselves.
   *
   * @throws LocalException if another process uses the home, or a part can't be started
   */
  public void startStores() throws Exception {
    lock();
    startServers(Optional.empty(), new EventGate(false));
  }

  /**
   * Starts everything; returns when every part is usable. Ends servers of a killed run in this home
   * first. After a failure, {@link #close} ends the started parts.
   *
   * @param source chooses the Temporal
   * @param events lets the embedded store's events through
   * @throws LocalException if another process uses the home, or a part can't be started
   */
  public void start(TemporalSource source, EventGate events) throws Exception {
    lock();
    startServers(Optional.of(source), events);
    startApplications();
  }

  private void lock() throws Exception {
    endings.add(HomeLock.take(home));
    RunFile.delete(home.root());
    endings.add(() -> new LeftoverServers(home).endAllBut(Set.of()));
  }

  private void startServers(Optional<TemporalSource> source, EventGate events) throws Exception {
    FreePorts ports = new FreePorts(home);
    StoredSecrets secrets = new StoredSecrets(home);
    InstalledServers installed = new InstalledServers(ServerCache.servers(System.getenv()));
    NamespacePlan namespace = NamespacePlan.of(given);
    int port = port(ports);
    String url = "http://127.0.0.1:" + port;
    String token = given.find(SettingCatalog.WEBHOOK_TOKEN).orElse(secrets.get("webhook"));
    environment.put(SettingCatalog.HTTP_PORT.name(), Integer.toString(port));
    environment.put(SettingCatalog.URL.name(), url);
    // so that what messages name is a link
    environment.putIfAbsent(SettingCatalog.CONSOLE_URL.name(), url);
    environment.put(SettingCatalog.WEBHOOK_TOKEN.name(), token);
    consoleToken = given.find(SettingCatalog.CONSOLE_TOKEN).orElseGet(LocalStack::newToken);
    URI webhook = URI.create(url + "/hooks/storage");
    new LeftoverServers(home).endAllBut(Set.of("postgres"));
    List<Callable<StackPart>> parts = new ArrayList<>();
    parts.add(() -> keep(DatabasePart.start(home, installed.cache(), ports, secrets, given)));
    parts.add(() -> keep(StoragePart.start(home, ports, secrets, given, webhook, token, events)));
    source.ifPresent(
        chosen -> parts.add(() -> keep(startTemporal(chosen, ports, installed, namespace))));
    for (StackPart part : together(parts)) {
      environment.putAll(part.environment());
      servers.addAll(part.servers());
    }
  }

  /** Runs all to their ends, even if one fails, so that everything started is known. */
  private static <T> List<T> together(List<Callable<T>> starts) throws Exception {
    try (Parallel parallel = new Parallel(starts.size())) {
      return parallel.all(starts);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** A fixed port, since others need it before the starter listens. */
  private int port(FreePorts ports) throws IOException {
    int usual = ports.get("starter");
    int port = given.find(SettingCatalog.HTTP_PORT).orElse(usual);
    if (port == 0) {
      throw new SettingException(
          SettingCatalog.HTTP_PORT.name(),
          "must be from 1 to 65535 here; leave it out for a free one");
    }
    return port;
  }

  private StackPart keep(StackPart part) {
    endings.add(part.ending());
    return part;
  }

  private StackPart startTemporal(
      TemporalSource source, FreePorts ports, InstalledServers installed, NamespacePlan namespace)
      throws Exception {
    temporal = source.start(new TemporalChoice(home, ports, installed, namespace));
    Map<String, String> reach = new HashMap<>();
    reach.put(SettingCatalog.TEMPORAL_ADDRESS.name(), temporal.address());
    reach.put(SettingCatalog.TEMPORAL_NAMESPACE.name(), temporal.namespace());
    temporal.uiUrl().ifPresent(ui -> reach.put(SettingCatalog.TEMPORAL_UI_URL.name(), ui));
    return new StackPart(reach, temporal.servers(), temporal);
  }

  private void startApplications() throws Exception {
    endings.add(() -> RunFile.delete(home.root()));
    runFile(false).write(home.root());
    together(
        List.of(
            () -> keep(WorkerApplication.start(environment)),
            () -> keep(StarterApplication.start(withConsoleToken()))));
    awaitReady(URI.create(environment.get(SettingCatalog.URL.name()) + "/health"));
    runFile(true).write(home.root());
  }

  /** The link's secret is the starter's alone: no file and no other program gets it. */
  private Map<String, String> withConsoleToken() {
    Map<String, String> settings = new HashMap<>(environment);
    settings.put(SettingCatalog.CONSOLE_TOKEN.name(), consoleToken);
    return settings;
  }

  private static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A link to the console that signs in one operator, once, on this machine. */
  public URI consoleLink() {
    return URI.create(
        environment.get(SettingCatalog.URL.name()) + "/console/enter?token=" + consoleToken);
  }

  private ConfigurableApplicationContext keep(ConfigurableApplicationContext application) {
    endings.add(application);
    return application;
  }

  private RunFile runFile(boolean ready) {
    Map<String, Long> processes =
        servers.stream().collect(Collectors.toMap(ServerProcess::name, ServerProcess::pid));
    return RunFile.ofThisProcess(processes, ready, environment);
  }

  /**
   * Restarts servers that end by themselves, until the stack is closed.
   *
   * @param screen receives lines for people
   */
  public ServerWatch keepServers(Consumer<String> screen) {
    ServerWatch watch = new ServerWatch(home, screen, () -> runFile(true).write(home.root()));
    endings.add(watch);
    watch.watch(servers);
    return watch;
  }

  private static void awaitReady(URI health) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      if (answers(health)) {
        return;
      }
      Thread.sleep(50);
    }
    throw new LocalException(
        "The starter was not ready after "
            + READY_LIMIT.toSeconds()
            + " s; the logs folder in SCOUT_HOME says why");
  }

  private static boolean answers(URI health) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
    connection.setConnectTimeout(CALL_MILLIS);
    connection.setReadTimeout(CALL_MILLIS);
    try {
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (ConnectException | SocketTimeoutException e) {
      return false; // a busy machine is slow
    } finally {
      connection.disconnect();
    }
  }

  /** The settings to reach everything, including secrets. */
  public Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /** The Temporal that was chosen. */
  public LocalTemporal temporal() {
    return temporal;
  }

  /** Stops in order: starter and worker, then the parts that they use. */
  @Override
  public void close() {
    endings.close();
  }
}
