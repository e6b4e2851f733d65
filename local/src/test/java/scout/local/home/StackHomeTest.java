package scout.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackHomeTest {
  @TempDir Path folder;
  private StackHome home;

  @BeforeEach
  void make() {
    home = new StackHome(folder.resolve("home"));
  }

  @Test
  void secretsAreMadeOnceAndForTheOwnerAlone() throws Exception {
    String secret = new StoredSecrets(home).get("webhook");

    assertThat(secret).hasSize(32).matches("[A-Za-z0-9_-]+");
    assertThat(new StoredSecrets(home).get("webhook")).isEqualTo(secret);
    assertThat(new StoredSecrets(home).get("another")).isNotEqualTo(secret);
    assertThat(permissions(new StoredSecrets(home).file("webhook"))).isEqualTo("rw-------");
    assertThat(permissions(home.root().resolve("secrets"))).isEqualTo("rwx------");
  }

  @Test
  void portsStayTheSameUnlessSomeoneTookThem() throws Exception {
    int port = new FreePorts(home).get("s3");
    assertThat(new FreePorts(home).get("s3")).isEqualTo(port);

    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(new FreePorts(home).get("s3")).isNotEqualTo(taken.getLocalPort());
    }
    FreePorts ports = new FreePorts(home);
    assertThat(ports.get("a")).isEqualTo(ports.get("a")).isNotEqualTo(ports.get("b"));
  }

  @Test
  void aServerThatWasLeftBehindIsEnded() throws Exception {
    ServerProcess.start(home, "sleeper", List.of("sleep", "600"), Map.of());
    ProcessHandle left = new LeftoverServers(home).find("sleeper").orElseThrow();

    new LeftoverServers(home).endAllBut(Set.of("sleeper"));
    assertThat(left.isAlive()).isTrue();

    new LeftoverServers(home).endAllBut(Set.of());
    assertThat(left.isAlive()).isFalse();
    assertThat(new LeftoverServers(home).find("sleeper")).isEmpty();
  }

  @Test
  void aStrangerWithTheSameIdIsLeftAlone() throws Exception {
    try (ServerProcess stranger =
        ServerProcess.start(home, "stranger", List.of("sleep", "600"), Map.of())) {
      Path record = home.folder("run").resolve("stranger.pid");
      Files.writeString(record, stranger.pid() + " " + Duration.ofDays(9000).toMillis());

      new LeftoverServers(home).endAllBut(Set.of());

      assertThat(ProcessHandle.of(stranger.pid()).filter(ProcessHandle::isAlive)).isPresent();
    }
  }

  @Test
  void aServerThatEndsAtOnceSaysWhy() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(
            home, "broken", List.of("sh", "-c", "echo no such option; exit 7"), Map.of())) {
      assertThatThrownBy(
              () ->
                  server.awaitReady(
                      () -> {
                        throw new java.io.IOException("not yet");
                      },
                      Duration.ofSeconds(30)))
          .isInstanceOf(LocalException.class)
          .hasMessageContaining("exit code 7")
          .hasMessageContaining("no such option");
    }
  }

  @Test
  void aSecondProcessIsToldWhoHoldsTheHome() throws Exception {
    Process other = lockInAnotherProcess();
    try {
      assertThatThrownBy(() -> HomeLock.take(home))
          .isInstanceOf(LocalException.class)
          .hasMessageContaining("Process " + other.pid())
          .hasMessageContaining(home.root().toString());
    } finally {
      other.destroyForcibly().waitFor();
    }
    HomeLock.take(home).close();
  }

  private Process lockInAnotherProcess() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                home.root().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(other.getInputStream().read()).isEqualTo('L');
    return other;
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
