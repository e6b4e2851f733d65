package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A migration is never edited once it is released, which is when {@code released.sha256} lists it:
 * what changes the schema after that is a new migration. {@code mvn -pl schema test
 * -Dtest=ReleasedMigrationsTest -Dscout.write=true} lists those that are new.
 */
class ReleasedMigrationsTest {
  private static final Path LIST = Path.of("released.sha256");

  @Test
  void noReleasedMigrationWasEdited() throws Exception {
    Map<String, String> present = checksums();
    Map<String, String> released = released();
    if (Boolean.getBoolean("scout.write")) {
      present.forEach(released::putIfAbsent);
      Files.write(
          LIST, released.entrySet().stream().map(e -> e.getValue() + "  " + e.getKey()).toList());
    }
    assertThat(present)
        .as("migrations that were edited or removed after their release; write a new one instead")
        .containsAllEntriesOf(released);
  }

  @Test
  void versionsFollowEachOtherWithoutGap() throws Exception {
    List<Integer> expected = new ArrayList<>();
    for (int version = 1; version <= Migrations.files().size(); version++) {
      expected.add(version);
    }
    assertThat(Migrations.files().stream().map(Migrations::version).toList()).isEqualTo(expected);
  }

  private static Map<String, String> checksums() throws Exception {
    Map<String, String> checksums = new TreeMap<>();
    for (Path file : Migrations.files()) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      checksums.put(file.getFileName().toString(), HexFormat.of().formatHex(digest));
    }
    return checksums;
  }

  private static Map<String, String> released() throws IOException {
    return Files.exists(LIST)
        ? Files.readAllLines(LIST).stream()
            .map(line -> line.split("  "))
            .collect(
                Collectors.toMap(parts -> parts[1], parts -> parts[0], (a, b) -> a, TreeMap::new))
        : new TreeMap<>();
  }
}
