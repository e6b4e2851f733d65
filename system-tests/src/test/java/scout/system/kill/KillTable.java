package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a worker at every point, twice each: once Temporal has the rest done, once a sweep alone
 * has to. Takes half an hour and more, so the build leaves it out; docs/testing.md has the command.
 * The system property {@code scout.kill} is a regular expression for the points to take.
 */
class KillTable {
  @Test
  void nothingIsLostAndNothingIsDoubled(@TempDir Path folder) throws Exception {
    Pattern wanted = Pattern.compile(System.getProperty("scout.kill", ""));
    List<KillPoint> points =
        KillPoint.all().stream().filter(point -> wanted.matcher(point.name()).find()).toList();

    assertThat(
            new KillSuite(points, List.of(Recovery.values()), Path.of("target", "kill-table.md"))
                .run(folder))
        .isEmpty();
  }
}
