package scout.settings;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the text of a setting is read.
 *
 * @param <T> the type of the value
 */
public final class SettingType<T> {
  /** Any text. */
  public static final SettingType<String> TEXT = new SettingType<>("text", Function.identity());

  /** An address such as {@code http://127.0.0.1:9000}. */
  public static final SettingType<URI> ADDRESS =
      new SettingType<>("address", SettingType::parseAddress);

  /** A time zone such as {@code Europe/Vienna}. */
  public static final SettingType<ZoneId> TIME_ZONE =
      new SettingType<>("time zone", SettingType::parseZone);

  /** A length of time in ISO-8601, such as {@code PT15M}; not below zero. */
  public static final SettingType<Duration> DURATION =
      new SettingType<>("duration", SettingType::parseDuration);

  /** Member names joined by dots, or {@code *}. */
  public static final SettingType<String> PATH = new SettingType<>("path or `*`", PathText::read);

  /** Paths separated by commas. */
  public static final SettingType<List<String>> PATHS =
      new SettingType<>("paths", PathText::readAll);

  /** Words separated by commas; {@code -} is none. */
  public static final SettingType<List<String>> WORDS =
      new SettingType<>("words", SettingType::parseWords);

  /** Lines, separated by line breaks or semicolons; their reader checks them. */
  public static final SettingType<List<String>> LINES =
      new SettingType<>("lines", SettingType::parseLines);

  /** Lines {@code name=value}. */
  public static final SettingType<Map<String, String>> NAMED =
      new SettingType<>("named values", SettingType::parseNamed);

  /** The code of a currency, converted to upper case. */
  public static final SettingType<String> CURRENCY =
      new SettingType<>("code of three letters", SettingType::parseCurrency);

  /** The character that separates the columns of a CSV file. */
  public static final SettingType<Character> DELIMITER =
      new SettingType<>("`,` `;` `tab` or `|`", SettingType::parseDelimiter);

  private static final Pattern NAME_AND_VALUE = Pattern.compile("([a-z0-9-]+)\\s*=\\s*(\\S.*)");

  private final String words;
  private final Function<String, T> parser;

  private SettingType(String words, Function<String, T> parser) {
    this.words = words;
    this.parser = parser;
  }

  /** A whole number from {@code min} to {@code max}. */
  public static SettingType<Integer> number(int min, int max) {
    return new SettingType<>("number " + min + " to " + max, text -> parseNumber(text, min, max));
  }

  /** A length of time from {@code min} to {@code max}. */
  public static SettingType<Duration> duration(Duration min, Duration max) {
    String range = written(min) + " to " + written(max);
    return new SettingType<>(
        "duration " + range,
        text -> {
          Duration length = parseDuration(text);
          require(
              length.compareTo(min) >= 0 && length.compareTo(max) <= 0,
              "is not a length of time from " + range);
          return length;
        });
  }

  /** In days where they are whole: Duration writes them as hours. */
  private static String written(Duration length) {
    return length.equals(Duration.ofDays(length.toDays()))
        ? "P" + length.toDays() + "D"
        : length.toString();
  }

  /** One of these words. */
  public static SettingType<String> choice(String first, String second) {
    return new SettingType<>(
        "`" + first + "` or `" + second + "`",
        text -> {
          require(
              text.equals(first) || text.equals(second),
              "is not known; give " + first + " or " + second);
          return text;
        });
  }

  /** The type for people: {@code number 0 to 100}, {@code duration}. */
  public String words() {
    return words;
  }

  /** Reads a text; the message of an IllegalArgumentException continues after the text itself. */
  T parse(String text) {
    return parser.apply(text);
  }

  private static int parseNumber(String text, int min, int max) {
    String problem = "is not a whole number from " + min + " to " + max;
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(problem, e);
    }
    require(number >= min && number <= max, problem);
    return number;
  }

  private static URI parseAddress(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not an address", e);
    }
    require(uri.getScheme() != null && uri.getHost() != null, "needs the form http://host:port");
    return uri;
  }

  private static ZoneId parseZone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "is not a time zone; give one like UTC or Europe/Vienna", e);
    }
  }

  private static Duration parseDuration(String text) {
    String problem = "is not a length of time like PT15M";
    try {
      Duration length = Duration.parse(text);
      require(!length.isNegative(), problem);
      return length;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(problem, e);
    }
  }

  private static List<String> parseWords(String text) {
    if (text.equals("-")) {
      return List.of();
    }
    List<String> words = split(text);
    require(
        words.stream().noneMatch(String::isEmpty),
        "has an empty word; give words parted by commas, or - for none");
    return words;
  }

  private static List<String> parseLines(String text) {
    return Arrays.stream(text.split("[;\\n]", -1))
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  private static Map<String, String> parseNamed(String text) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String line : parseLines(text)) {
      Matcher parts = NAME_AND_VALUE.matcher(line);
      require(
          parts.matches(),
          "needs the form name=value, with names of lower-case letters, digits and -,"
              + " parted by semicolons or line breaks");
      require(
          named.put(parts.group(1), parts.group(2)) == null,
          "has the name " + parts.group(1) + " twice");
    }
    return Collections.unmodifiableMap(named);
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static char parseDelimiter(String text) {
    return switch (text) {
      case ",", ";", "|" -> text.charAt(0);
      case "tab" -> '\t';
      default -> throw new IllegalArgumentException("parts no columns; give one of , ; tab |");
    };
  }

  private static String parseCurrency(String text) {
    require(text.matches("[A-Za-z]{3}"), "is not a currency; give three letters like EUR");
    return text.toUpperCase(Locale.ROOT);
  }

  private static void require(boolean fits, String problem) {
    if (!fits) {
      throw new IllegalArgumentException(problem);
    }
  }
}
