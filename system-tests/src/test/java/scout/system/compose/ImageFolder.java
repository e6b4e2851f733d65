package scout.system.compose;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an image's folder holds, taken from the class path of this build. */
final class ImageFolder {
  private static final List<String> NEVER =
      List.of(
          "/local/target/",
          "-tests.jar",
          "/test-classes",
          "/org/gaul/",
          "/io/zonky/",
          "/org/junit/",
          "/com/tngtech/",
          "temporal-testing",
          "temporal-test-server");

  private ImageFolder() {}

  /** The class path of a service that is Scout's, or of {@code cli}: nothing embedded. */
  static String of(String service) {
    String image = service.equals("migrate") ? "starter" : service;
    List<String> others =
        Stream.of("worker", "starter", "cli")
            .filter(other -> !other.equals(image))
            .map(other -> "/" + other + "/target/")
            .toList();
    return Arrays.stream(
            Pattern.compile(File.pathSeparator).split(System.getProperty("java.class.path")))
        .filter(entry -> NEVER.stream().noneMatch(entry::contains))
        .filter(entry -> others.stream().noneMatch(entry::contains))
        .filter(entry -> service.equals("worker") || !entry.contains("/activities/target/"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
