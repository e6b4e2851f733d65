package scout.console;

import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import scout.activities.database.RolePool;
import scout.activities.operator.OperatorSteps;
import scout.schema.WatchedDatabase;
import scout.schema.users.ConsoleUsers;
import scout.schema.users.ConsoleUsers.ConsoleUser;
import scout.schema.users.PasswordHash;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.workflows.ContractConverter;
import scout.workflows.SearchAttributes;
import scout.workflows.TaskQueues;
import scout.workflows.impl.OperatorActionImpl;

/** The console on a real PostgreSQL and a Temporal with a worker that carries actions out. */
final class RunningConsole implements AutoCloseable {
  static final String TOKEN = "a-link-of-this-start-and-no-other";

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
  })
  @Import(ConsoleConfiguration.class)
  static class Application {}

  private final WatchedDatabase database;
  private final TestServer.PortBoundTestServer server;
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final RolePool ingest;
  private final WorkerFactory workers;
  private final ConfigurableApplicationContext application;

  RunningConsole(WatchedDatabase database, Map<String, String> more) throws IOException {
    this.database = database;
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("SCOUT_CONSOLE_TOKEN", TOKEN);
    settings.put("SCOUT_TEMPORAL_UI_URL", "http://127.0.0.1:8233");
    settings.putAll(more);
    int port = freePort();
    server = TestServer.createPortBoundServer(port, true);
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
    registerSearchAttributes(port);
    client = WorkflowClient.newInstance(service, ContractConverter.options().build());
    ingest =
        RolePool.open(
            new DatabaseSettings(
                settings.get("SCOUT_DB_URL"),
                DatabaseRole.INGEST.roleName(),
                DatabaseRole.INGEST.roleName()),
            2);
    workers = WorkerFactory.newInstance(client);
    Worker worker = workers.newWorker(TaskQueues.INGEST);
    worker.registerWorkflowImplementationTypes(OperatorActionImpl.class);
    worker.registerActivitiesImplementations(new OperatorSteps(ingest, client));
    workers.start();
    application = start(new Settings(settings), client);
  }

  private static ConfigurableApplicationContext start(Settings settings, WorkflowClient client) {
    List<String> arguments = new ArrayList<>(ConsoleConfiguration.serverArguments(settings));
    arguments.add("--server.address=127.0.0.1");
    arguments.add("--server.port=" + settings.get(SettingCatalog.HTTP_PORT));
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.SERVLET)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .initializers(
            context -> {
              GenericApplicationContext own = (GenericApplicationContext) context;
              own.registerBean(Settings.class, () -> settings);
              own.registerBean(WorkflowClient.class, () -> client);
            })
        .run(arguments.toArray(String[]::new));
  }

  /** As the starter does: a journey is found by them. */
  private static void registerSearchAttributes(int port) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .validateAndBuildWithDefaults());
    SearchAttributes.ALL.forEach(
        key -> {
          var unused =
              operator
                  .blockingStub()
                  .addSearchAttributes(
                      AddSearchAttributesRequest.newBuilder()
                          .setNamespace("default")
                          .putSearchAttributes(key.getName(), key.getValueType())
                          .build());
        });
    operator.shutdown();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Adds somebody who can sign in. */
  void user(String name, String password, String role) {
    database
        .owner()
        .useHandle(
            handle ->
                ConsoleUsers.put(handle, new ConsoleUser(name, PasswordHash.of(password), role)));
  }

  WatchedDatabase database() {
    return database;
  }

  WorkflowClient temporal() {
    return client;
  }

  URI address(String path) {
    int port = ((WebServerApplicationContext) application).getWebServer().getPort();
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    application.close();
    workers.shutdownNow();
    ingest.close();
    service.shutdown();
    server.close();
  }
}
