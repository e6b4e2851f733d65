package scout.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingCatalogTest {
  private static final Pattern NUMBER = Pattern.compile("number (\\d+) to (\\d+)");

  private static <T> T read(Setting<T> setting, String text) {
    return new Settings(Map.of(setting.name(), text)).get(setting);
  }

  static List<Setting<?>> settings() {
    return SettingCatalog.all();
  }

  static List<Setting<?>> numbers() {
    return settings().stream()
        .filter(setting -> NUMBER.matcher(setting.type().words()).matches())
        .toList();
  }

  @Test
  void holdsEachConstantOnceUnderAName() throws IllegalAccessException {
    List<Setting<?>> constants = new ArrayList<>();
    for (Field field : SettingCatalog.class.getFields()) {
      constants.add((Setting<?>) field.get(null));
    }
    assertThat(settings()).containsExactlyInAnyOrderElementsOf(constants);
    assertThat(settings()).extracting(setting -> setting.name()).doesNotHaveDuplicates();
    assertThat(settings())
        .allSatisfy(
            setting ->
                assertThat(setting.name()).matches("(SCOUT|TEMPORAL|OTEL)_[A-Z0-9_]*[A-Z0-9]"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void defaultsCanBeRead(Setting<?> setting) {
    Settings none = new Settings(Map.of());
    assertThat(none.find(setting)).isEmpty();
    if (setting.defaultText() == null) {
      assertThatThrownBy(() -> none.get(setting))
          .isInstanceOf(SettingException.class)
          .hasMessage(setting.name() + ": is not set; give it a value and start again");
    } else {
      assertThat((Object) none.get(setting)).isEqualTo(read(setting, setting.defaultText()));
    }
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void numbersHaveARange(Setting<?> setting) {
    Matcher range = NUMBER.matcher(setting.type().words());
    assertThat(range.matches()).isTrue();
    int min = Integer.parseInt(range.group(1));
    int max = Integer.parseInt(range.group(2));
    assertThat((Object) read(setting, "" + min)).isEqualTo(min);
    assertThat((Object) read(setting, "" + max)).isEqualTo(max);
    for (String outside : List.of("" + (min - 1L), "" + (max + 1L), "many")) {
      assertThatThrownBy(() -> read(setting, outside))
          .isInstanceOf(SettingException.class)
          .hasMessage(
              "%s: '%s' is not a whole number from %d to %d", setting.name(), outside, min, max);
    }
  }

  @Test
  void readsWhatFilesNeed() {
    assertThat(read(SettingCatalog.CSV_DELIMITER, ";")).isEqualTo(';');
    assertThat(read(SettingCatalog.CSV_DELIMITER, "tab")).isEqualTo('\t');
    assertThat(read(SettingCatalog.CSV_DELIMITER, "|")).isEqualTo('|');
    assertThat(read(SettingCatalog.RECORDS_AT, "response.data")).isEqualTo("response.data");
    assertThat(read(SettingCatalog.RECORDS_AT, "*")).isEqualTo("*");
    assertThat(read(SettingCatalog.RECORDS_AT, "\"sales.\"")).isEqualTo("sales.");
    assertThat(read(SettingCatalog.NULLS, "-")).isEmpty();
    assertThat(read(SettingCatalog.NULLS, "leer, k.A.")).containsExactly("leer", "k.A.");
    assertThat(new Settings(Map.of()).get(SettingCatalog.NULLS))
        .containsExactly("null", "none", "nan", "n/a", "\\N");
    assertThat(new Settings(Map.of()).get(SettingCatalog.MAX_AGE)).isEqualTo(Duration.ofDays(3652));
    assertThat(new Settings(Map.of()).get(SettingCatalog.TIME_FALLBACK)).isEqualTo("none");
  }

  @Test
  void readsPathsWithOddNamesInQuotes() {
    assertThat(read(SettingCatalog.PATHS_AMOUNT, "amount, \"Total, net\" ,a.b,\"No.\",5\" disc"))
        .containsExactly("amount", "Total, net", "a.b", "No.", "5\" disc");
    for (String path :
        List.of(
            "a", "a.b", "No.", ".", "a..b", " a ", "a,b", "\"", "\"a\"", "a\"\",", ",", "='$#")) {
      String text = PathText.of(List.of("first", path, path));
      assertThat(read(SettingCatalog.PATHS_AMOUNT, text)).containsExactly("first", path, path);
      assertThat(read(SettingCatalog.RECORDS_AT, PathText.of(path))).isEqualTo(path);
    }
    for (String text :
        List.of("a,,b", "a..b", "a.", "\"", "\"a", "\"a\"b", "\"\"", "\" \"", "a,")) {
      assertThatThrownBy(() -> read(SettingCatalog.PATHS_AMOUNT, text))
          .as(text)
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("in double quotes a name that holds a comma");
    }
  }

  @Test
  void readsWhereAlertsGo() {
    assertThat(read(SettingCatalog.ALERT_ROUTES, "a -> b;\n# no more\nc -> d;"))
        .containsExactly("a -> b", "c -> d");
    assertThat(read(SettingCatalog.ALERT_SLACK, "ops=https://x/?a=b; night = https://y"))
        .containsExactly(Map.entry("ops", "https://x/?a=b"), Map.entry("night", "https://y"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '~',
      value = {
        "SCOUT_CSV_DELIMITER ~ : ~ 'x' parts no columns; give one of , ; tab |",
        "SCOUT_CSV_SHORT_ROWS ~ keep ~ 'x' is not known; give reject or fill",
        "SCOUT_RECORDS_AT ~ a..b ~ 'x' is not a path; give keys joined by dots, like data.sales,"
            + " or *",
        "SCOUT_NULLS ~ a,,b ~ 'x' has an empty word; give words parted by commas, or - for none",
        "SCOUT_DECIMAL ~ dot ~ 'x' is not known; give point or comma",
        "SCOUT_MAX_AGE ~ 10 years ~ 'x' is not a length of time like PT15M",
        "SCOUT_MAX_AGE ~ PT0S ~ 'x' is not a length of time from P1D to P36500D",
        "SCOUT_CHECK_TIMEOUT ~ PT0S ~ 'x' is not a length of time from PT1S to PT1H",
        "SCOUT_TIME_FALLBACK ~ now ~ 'x' is not known; give none or uploaded_at",
        "SCOUT_DEFAULT_CURRENCY ~ € ~ 'x' is not a currency; give three letters like EUR",
        "SCOUT_DEVICE_SILENCE ~ -P1D ~ 'x' is not a length of time like PT15M",
        "SCOUT_TIMEZONE ~ Wien ~ 'x' is not a time zone; give one like UTC or Europe/Vienna",
        "SCOUT_URL ~ localhost ~ 'x' needs the form http://host:port",
        "SCOUT_ALERT_WEBHOOK_URL ~ hush ~ its value needs the form http://host:port",
        "SCOUT_ALERT_SLACK ~ https://hush ~ its value needs the form name=value, with names of"
            + " lower-case letters, digits and -, parted by semicolons or line breaks",
        "SCOUT_ALERT_SLACK ~ a=hush;a=hush ~ its value has the name a twice"
      })
  void saysWhatIsAllowed(String name, String text, String message) {
    Setting<?> setting =
        settings().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    assertThatThrownBy(() -> read(setting, text))
        .isInstanceOf(SettingException.class)
        .hasMessage(name + ": " + message.replace("'x'", "'" + text + "'"));
  }
}
