package scout.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A new PostgreSQL cluster, for tests that start its server as somebody else says. */
public final class NewCluster {
  private final PostgresPrograms programs;
  private final Path data;

  private NewCluster(PostgresPrograms programs, Path data) {
    this.programs = programs;
    this.data = data;
  }

  /**
   * Makes it, as the official image does.
   *
   * @param folder is made
   * @param arguments more of them for {@code initdb}
   */
  public static NewCluster make(
      Path cache, Path folder, String user, String password, List<String> arguments)
      throws IOException, InterruptedException {
    PostgresPrograms programs = PostgresPrograms.unpack(cache);
    Files.createDirectories(folder);
    Path data = folder.resolve("data");
    Path passwordFile = Files.writeString(folder.resolve("password"), password);
    List<String> command =
        new ArrayList<>(
            List.of(
                "--pgdata=" + data,
                "--username=" + user,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile));
    command.addAll(arguments);
    programs.run(folder.resolve("initdb.log"), "initdb", command.toArray(String[]::new));
    return new NewCluster(programs, data);
  }

  /**
   * The command line of its server.
   *
   * @param arguments what follows the program's name
   * @param address the one address on which it listens, at the usual port
   */
  public List<String> server(List<String> arguments, String address) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("-D", data.toString(), "-h", address, "-k", ""));
    return programs.command("postgres", all.toArray(String[]::new));
  }
}
