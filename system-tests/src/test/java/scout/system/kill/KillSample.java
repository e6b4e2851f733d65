package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link KillTable}: two of its points. {@code .ci/run} has the command. */
class KillSample {
  @Test
  void nothingIsLostAndNothingIsDoubled(@TempDir Path folder) throws Exception {
    List<KillPoint> points =
        List.of(
            KillPoint.named("load: after the UPDATE, before COMMIT"),
            KillPoint.named("archive: between copy and record"));

    assertThat(
            new KillSuite(points, List.of(Recovery.RETRY), Path.of("target", "kill-sample.md"))
                .run(folder))
        .isEmpty();
  }
}
