package scout.activities.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * PostgreSQL's {@code pg_dump} and {@code pg_restore}, which the embedded server doesn't bring:
 * from the folder {@code -Dscout.pg_dump}, or from the PATH, if they are new enough for it.
 */
final class DumpPrograms {
  private static final int SERVER = 18;
  private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) (\\d+)");

  private final Path folder;

  private DumpPrograms(Path folder) {
    this.folder = folder;
  }

  /** Skips the test where there are none; {@code .ci/run} installs them. */
  static DumpPrograms find() throws Exception {
    Optional<Path> found = Optional.empty();
    for (Path folder : folders()) {
      if (found.isEmpty() && isNewEnough(folder.resolve("pg_dump"))) {
        found = Optional.of(folder);
      }
    }
    Assumptions.assumeTrue(
        found.isPresent(),
        "No pg_dump of PostgreSQL "
            + SERVER
            + " on the PATH: a restored dump is not tried; -Dscout.pg_dump=FOLDER says where it"
            + " is");
    return new DumpPrograms(found.orElseThrow());
  }

  private static List<Path> folders() {
    String given = System.getProperty("scout.pg_dump", "");
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(given), Stream.of(path.split(File.pathSeparator)))
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .toList();
  }

  private static boolean isNewEnough(Path program) throws Exception {
    if (!Files.isExecutable(program)) {
      return false;
    }
    Matcher version = VERSION.matcher(run(List.of(program.toString(), "--version")).output());
    return version.find() && Integer.parseInt(version.group(1)) >= SERVER;
  }

  /** Writes the whole database, in the custom format. */
  void dump(String url, Path file) throws Exception {
    Ended ended =
        run(
            List.of(
                program("pg_dump"), "-Fc", "-f", file.toString(), "-d", login(url, "postgres")));
    assertThat(ended.status()).as(ended.output()).isZero();
  }

  /**
   * Restores as this login.
   *
   * @return what it complained of, blank if of nothing
   */
  String restore(String url, String user, Path file, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(program("pg_restore"), "-d", login(url, user)));
    command.addAll(List.of(options));
    command.add(file.toString());
    return run(command).output();
  }

  private String program(String name) {
    return folder.resolve(name).toString();
  }

  private static String login(String url, String user) {
    return url.replaceFirst("^jdbc:", "").replaceFirst("//", "//" + user + ":" + user + "@");
  }

  private static Ended run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  record Ended(int status, String output) {}
}
