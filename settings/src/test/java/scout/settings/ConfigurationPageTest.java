package scout.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/configuration.md are made from the catalog. {@code -Dscout.write=true} writes
 * them; the prose around them is written by hand.
 */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final String HEAD = "| setting | type | default | meaning |\n|---|---|---|---|\n";

  @Test
  void hasATableForEachSectionAndNoOtherSetting() throws IOException {
    String page = Files.readString(PAGE);
    String written = page;
    for (SettingSection section : SettingCatalog.sections()) {
      written = withTable(written, section);
    }
    if (Boolean.getBoolean("scout.write")) {
      Files.writeString(PAGE, written);
      page = written;
    }
    assertThat(page)
        .as("run mvn -pl settings test -Dtest=ConfigurationPageTest -Dscout.write=true")
        .isEqualTo(written);
    assertThat(page.lines().filter(line -> line.startsWith("| `")))
        .hasSize(SettingCatalog.all().size());
  }

  private static String withTable(String page, SettingSection section) {
    String heading = "\n## " + section.title() + "\n";
    if (!page.contains(heading)) {
      return page + heading + "\n" + HEAD + rows(section);
    }
    int begin = page.indexOf(HEAD, page.indexOf(heading));
    int end = begin + HEAD.length();
    while (page.startsWith("|", end)) {
      end = page.indexOf('\n', end) + 1;
    }
    return page.substring(0, begin) + HEAD + rows(section) + page.substring(end);
  }

  private static String rows(SettingSection section) {
    return section.settings().stream()
        .map(ConfigurationPageTest::row)
        .collect(Collectors.joining());
  }

  private static String row(Setting<?> setting) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            setting.name(),
            setting.type().words().replace("|", "\\|"),
            setting.defaultWords(),
            setting.meaning());
  }
}
