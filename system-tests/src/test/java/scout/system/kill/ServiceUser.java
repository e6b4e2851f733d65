package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import scout.local.home.ServerCache;
import scout.local.temporal.InstalledServers;
import scout.settings.StorageSettings;

/** The service as a user of the storage server, whose rights its client changes. */
final class ServiceUser {
  private static final String SECRET = "scout-service-secret";
  private static final String DENY =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": ["s3:GetObject"],
        "Resource": ["arn:aws:s3:::%s"]}]}
      """;

  private final Site site;
  private final Path folder;
  private final String name;
  private final String denied;

  /** Makes the user, whose credential the site's programs have from now on. */
  ServiceUser(Site site, Path folder) throws IOException, InterruptedException {
    this.site = site;
    this.folder = Files.createDirectories(folder);
    this.name = "service-" + site.name();
    this.denied = "deny-" + site.name();
    client("admin", "user", "add", "scout", name, SECRET);
    client("admin", "policy", "attach", "scout", "readwrite", "--user", name);
    site.setting("SCOUT_S3_ACCESS_KEY", name);
    site.setting("SCOUT_S3_SECRET_KEY", SECRET);
  }

  /** From now on it may not read this object. */
  void denyReading(String path) throws IOException, InterruptedException {
    Path policy =
        Files.writeString(
            folder.resolve("deny.json"), DENY.formatted(site.name() + "/" + Site.PREFIX + path));
    client("admin", "policy", "create", "scout", denied, policy.toString());
    client("admin", "policy", "attach", "scout", denied, "--user", name);
  }

  /** It may read everything again. */
  void allowReading() throws IOException, InterruptedException {
    client("admin", "policy", "detach", "scout", denied, "--user", name);
  }

  private void client(String... words) throws IOException, InterruptedException {
    InstalledServers installed = new InstalledServers(ServerCache.servers(System.getenv()));
    List<String> command = new ArrayList<>();
    command.add(installed.find("mc").orElseThrow().toString());
    command.addAll(List.of("--config-dir", folder.resolve("mc").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    StorageSettings root = site.storage();
    URI server = root.endpoint();
    builder
        .environment()
        .put(
            "MC_HOST_scout",
            "http://%s:%s@%s:%d"
                .formatted(root.accessKey(), root.secretKey(), server.getHost(), server.getPort()));
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", List.of(words), said).isZero();
  }
}
