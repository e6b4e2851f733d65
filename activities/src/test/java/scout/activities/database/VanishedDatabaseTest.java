package scout.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.net.ExtendedSocketOptions;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import scout.activities.TestDatabase;
import scout.schema.connections.LoginProperties;
import scout.schema.connections.PeerSocketFactory;
import scout.schema.connections.SocketGroup;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

/** A database whose machine is gone: nobody ends the connections, and nothing comes any more. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VanishedDatabaseTest {
  private static final PeerPatience SHORT =
      new PeerPatience(
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofMillis(500));
  private static final Duration OFTEN = Duration.ofMillis(20);

  private static TestDatabase server;

  private StoppedWire wire;

  @BeforeAll
  static void start() throws Exception {
    server = TestDatabase.create();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void connect() throws Exception {
    wire = new StoppedWire(uri().getPort());
  }

  @AfterEach
  void disconnect() throws Exception {
    wire.close();
  }

  private static URI uri() {
    return URI.create(server.settings(DatabaseRole.INGEST).url().substring("jdbc:".length()));
  }

  private DatabaseSettings settings() {
    String url = "jdbc:postgresql://127.0.0.1:" + wire.port() + uri().getPath();
    return new DatabaseSettings(
        url, DatabaseRole.INGEST.roleName(), DatabaseRole.INGEST.roleName());
  }

  @Test
  void aStatementFailsSoonAndTheNextOneGoesOn() {
    try (RolePool database = RolePool.open(settings(), 2, SHORT)) {
      Jdbi jdbi = database.jdbi();
      assertThatThrownBy(
              () ->
                  jdbi.useHandle(
                      handle -> {
                        handle.execute("SELECT 1");
                        wire.stop();
                        handle.execute("SELECT 2");
                      }))
          .isInstanceOf(JdbiException.class)
          .hasRootCauseInstanceOf(java.net.SocketException.class);

      wire.goOn();

      assertThat(one(jdbi)).isEqualTo(1);
    }
  }

  private static int one(Jdbi jdbi) {
    return jdbi.withHandle(handle -> handle.createQuery("SELECT 1").mapTo(int.class).one());
  }

  @Test
  void whatIsBeingSentFailsSoon() {
    byte[] row = "x\n".repeat(1 << 20).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    try (RolePool database = RolePool.open(settings(), 2, SHORT)) {
      assertThatThrownBy(
              () ->
                  database
                      .jdbi()
                      .useHandle(
                          handle -> {
                            handle.execute("CREATE TEMPORARY TABLE sent (line text)");
                            PGConnection postgres =
                                handle.getConnection().unwrap(PGConnection.class);
                            var copy = postgres.getCopyAPI().copyIn("COPY sent FROM STDIN");
                            wire.stop();
                            for (int i = 0; i < 100; i++) {
                              copy.writeToCopy(row, 0, row.length);
                            }
                          }))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aLongStatementIsLeftAloneAndTheHeartBeats() {
    AtomicInteger beats = new AtomicInteger();
    try (RolePool database = RolePool.open(settings(), 2, SHORT);
        Heartbeat heartbeat = Heartbeat.start(beats::incrementAndGet, OFTEN, OFTEN)) {
      String slept =
          heartbeat.inTransaction(
              database.jdbi(),
              handle ->
                  handle.createQuery("SELECT 'slept' FROM pg_sleep(3)").mapTo(String.class).one());

      assertThat(slept).isEqualTo("slept");
      assertThat(beats).hasValueGreaterThan(20);
    }
  }

  @Test
  void theHeartStopsForAStatementThatHangs() throws Exception {
    AtomicInteger beats = new AtomicInteger();
    PeerPatience patient =
        new PeerPatience(SHORT.look(), SHORT.silence(), SHORT.question(), Duration.ofHours(1));
    CountDownLatch hangs = new CountDownLatch(1);
    try (RolePool database = RolePool.open(settings(), 2, patient)) {
      Thread activity =
          new Thread(
              () -> {
                try (Heartbeat heartbeat =
                    Heartbeat.start(beats::incrementAndGet, OFTEN, Duration.ofMillis(200))) {
                  heartbeat.inTransaction(
                      database.jdbi(),
                      handle -> {
                        handle.execute("SELECT 1");
                        wire.stop();
                        hangs.countDown();
                        return handle.execute("SELECT pg_sleep(0.01)");
                      });
                } catch (JdbiException e) {
                  return; // the wire is closed at the end
                }
              });
      activity.start();
      hangs.await();

      awaitStillness(beats);

      assertThat(activity.isAlive()).isTrue();
      wire.close();
      activity.join();
    }
  }

  @Test
  void theHeartStopsForACallThatHangs() throws Exception {
    AtomicInteger beats = new AtomicInteger();
    try (RolePool database = RolePool.open(settings(), 2, SHORT);
        Heartbeat heartbeat =
            Heartbeat.start(beats::incrementAndGet, OFTEN, Duration.ofMillis(200))) {
      heartbeat.inTransaction(
          database.jdbi(),
          handle -> {
            handle.execute("SELECT 1");
            awaitStillness(beats);
            heartbeat.moved();
            int still = beats.get();
            while (beats.get() == still) {
              Thread.sleep(OFTEN.toMillis());
            }
            return null;
          });
    }
  }

  /** Returns once there was no beat for a second. */
  private static void awaitStillness(AtomicInteger beats) throws InterruptedException {
    int before = -1;
    while (beats.get() != before) {
      before = beats.get();
      Thread.sleep(1_000);
    }
  }

  @Test
  void aShortStatementHasALimitWhereNobodyWatches() throws Exception {
    Jdbi jdbi =
        Jdbi.create(settings().url(), LoginProperties.bounded(settings(), Duration.ofSeconds(1)));
    assertThatThrownBy(
            () ->
                jdbi.useHandle(
                    handle -> {
                      handle.execute("SELECT 1");
                      wire.stop();
                      handle.execute("SELECT 2");
                    }))
        .isInstanceOf(JdbiException.class);
    assertThatThrownBy(() -> one(jdbi)).isInstanceOf(JdbiException.class);
  }

  @Test
  void bothKernelsAskForASignOfLife() throws Exception {
    try (SocketGroup group = SocketGroup.open();
        Socket socket = new PeerSocketFactory(group.id()).createSocket()) {
      assertThat(socket.getKeepAlive()).isTrue();
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(10);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(5);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(4);
    }
    for (DatabaseRole role : DatabaseRole.values()) {
      List<String> settings =
          server
              .as(role)
              .jdbi()
              .withHandle(
                  handle ->
                      List.of(
                              "tcp_keepalives_idle",
                              "tcp_keepalives_interval",
                              "tcp_keepalives_count",
                              "tcp_user_timeout",
                              "client_connection_check_interval")
                          .stream()
                          .map(name -> "SELECT current_setting('" + name + "')")
                          .map(query -> handle.createQuery(query).mapTo(String.class).one())
                          .toList());
      assertThat(settings).as(role.roleName()).containsExactly("10", "5", "4", "30000", "10s");
    }
  }
}
