package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of awkward files, each through the bucket into the database. What must become of each is
 * written down where it is made. {@code -Dscout.corpus.seed=N} makes the same files again.
 */
class AwkwardFilesTest {
  private static final long SEED = Long.getLong("scout.corpus.seed", System.nanoTime());
  private static final int AT_LEAST = 200;

  @TempDir static Path folder;
  private static Inbox inbox;

  @BeforeAll
  static void start() throws Exception {
    inbox = new Inbox(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    inbox.close();
  }

  private static List<WrittenFile> files() {
    List<WrittenFile> files = new ArrayList<>();
    files.addAll(new AwkwardJson(new Random(SEED)).files());
    files.addAll(new AwkwardLayouts().files());
    files.addAll(new AwkwardCsv().files());
    files.addAll(new AwkwardGzip().files());
    files.addAll(new AwkwardNames().files());
    System.out.println("AwkwardFilesTest: " + files.size() + " files, seed " + SEED);
    return files;
  }

  @TestFactory
  Stream<DynamicTest> eachBecomesWhatItShould() {
    List<WrittenFile> files = files();
    assertThat(files).hasSizeGreaterThan(AT_LEAST);
    assertThat(files).extracting(WrittenFile::path).doesNotHaveDuplicates();
    Outcomes outcomes = new Outcomes(inbox);
    Stream<DynamicTest> loads =
        files.stream().map(file -> DynamicTest.dynamicTest(file.path(), () -> outcomes.load(file)));
    return Stream.concat(
        loads, Stream.of(DynamicTest.dynamicTest("all", () -> accountedFor(files))));
  }

  private static void accountedFor(List<WrittenFile> files) {
    assertThat(inbox.contradictions()).isEmpty();
    assertThat(inbox.one("SELECT count(*), min(attempt), max(attempt) FROM scout.files"))
        .isEqualTo(files.size() + "|1|1");
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotInputIsLeftWhereItIs() {
    return AwkwardNames.NOT_INPUT.stream()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path,
                    () -> {
                      String key = inbox.upload(path, "{\"a\":1}");
                      assertThatThrownBy(() -> inbox.load(key))
                          .isInstanceOf(ApplicationFailure.class)
                          .extracting(e -> ((ApplicationFailure) e).getType())
                          .isEqualTo("NOT_INPUT");
                      assertThat(inbox.holds(key)).isTrue();
                      assertThat(
                              inbox.one(
                                  "SELECT count(*) FROM scout.files WHERE object_key = ?", key))
                          .isEqualTo("0");
                    }));
  }
}
