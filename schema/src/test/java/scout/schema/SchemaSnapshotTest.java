package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code schema/schema.sql} against what the migrations make. To write it anew: {@code mvn
 * -pl schema test -Dtest=SchemaSnapshotTest -Dscout.write=true}.
 */
class SchemaSnapshotTest {
  private static final Path SNAPSHOT = Path.of("schema.sql");

  @Test
  void theSnapshotIsWhatTheMigrationsMake() throws Exception {
    try (TestServer server = TestServer.start()) {
      String url = server.database();
      TestServer.migrate(url);
      String migrated = snapshot(url);
      if (Boolean.getBoolean("scout.write")) {
        Files.writeString(SNAPSHOT, migrated);
      }
      assertThat(migrated)
          .as("schema.sql differs; if that is meant, write it anew (its first lines say how)")
          .isEqualTo(Files.readString(SNAPSHOT));
    }
  }

  @Test
  void theSnapshotMakesTheSchemaByItself() throws Exception {
    String written = Files.readString(SNAPSHOT);
    try (TestServer server = TestServer.start()) {
      String url = server.database();
      try (Connection connection = TestServer.connect(url)) {
        connection
            .createStatement()
            .execute(
                written.replace(
                    " ON DATABASE scout ", " ON DATABASE " + connection.getCatalog() + " "));
        assertThat(SchemaSnapshot.of(connection)).isEqualTo(written);
      }
    }
  }

  private static String snapshot(String url) throws Exception {
    try (Connection connection = TestServer.connect(url)) {
      return SchemaSnapshot.of(connection);
    }
  }
}
