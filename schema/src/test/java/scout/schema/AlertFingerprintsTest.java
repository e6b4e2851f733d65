package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;

/** Alerts that were open before fingerprints became kind and subject can still be resolved. */
class AlertFingerprintsTest {
  private static final int BEFORE = 21;

  @TempDir Path folder;

  @Test
  void openAlertsTakeTheFingerprintOfTheirKindAndSubject() throws Exception {
    try (TestServer server = TestServer.start()) {
      String url = server.database();
      for (Path migration : Migrations.files()) {
        if (Migrations.version(migration) <= BEFORE) {
          Files.copy(migration, folder.resolve(migration.getFileName()));
        }
      }
      TestServer.migrate(url, folder);
      try (Handle handle = Jdbi.create(url, "postgres", "postgres").open()) {
        handle.execute(
            """
            INSERT INTO scout.alerts (fingerprint, kind, subject, message, resolved_at) VALUES
              ('quarantined:1', 'quarantined_file', 'a.json', 'over', now()),
              ('quarantined:2', 'quarantined_file', 'a.json', 'the older version', NULL),
              ('quarantined:3', 'quarantined_file', 'a.json', 'the newer version', NULL),
              ('file-held:4', 'file_held', 'b.json', 'm', NULL),
              ('check:gold_accuracy', 'check_failed', 'gold_accuracy', 'm', NULL),
              ('refresh:gold', 'refresh_failed', 'gold', 'm', NULL),
              ('partition:bronze', 'partition', 'bronze_edge_raw', 'm', NULL),
              ('sweep_missed', 'sweep_missed', 'edge-sweep', 'm', NULL),
              ('file_stuck', 'file_stuck', 'c.json', 'm', NULL),
              ('device_silent:till-01', 'device_silent', 'till-01', 'm', NULL)\
            """);
        TestServer.migrate(url);

        assertThat(texts(handle, "message", "kind = 'quarantined_file' AND resolved_at IS NULL"))
            .containsExactly("the newer version");
        assertThat(texts(handle, "fingerprint", "resolved_at IS NOT NULL"))
            .containsExactly("quarantined:1", "quarantined:2");
        assertThat(
                texts(
                    handle,
                    "message",
                    "message = 'the older version' AND posted_open_at IS NOT NULL"
                        + " AND posted_resolved_at IS NOT NULL"))
            .hasSize(1);
        resolves(handle, AlertKind.QUARANTINED_FILE, "a.json");
        resolves(handle, AlertKind.FILE_HELD, "b.json");
        resolves(handle, AlertKind.CHECK_FAILED, "gold_accuracy");
        resolves(handle, AlertKind.REFRESH_FAILED, "gold");
        resolves(handle, AlertKind.PARTITION, "bronze_edge_raw");
        resolves(handle, AlertKind.SWEEP_MISSED, "edge-sweep");
        resolves(handle, AlertKind.FILE_STUCK, "files");
        resolves(handle, AlertKind.DEVICE_SILENT, "till-01");
      }
    }
  }

  private static void resolves(Handle handle, AlertKind kind, String subject) {
    assertThat(Alerts.resolve(handle, kind, subject)).as(kind.fingerprint(subject)).isTrue();
  }

  private static List<String> texts(Handle handle, String column, String condition) {
    return handle
        .createQuery("SELECT " + column + " FROM scout.alerts WHERE " + condition + " ORDER BY id")
        .mapTo(String.class)
        .list();
  }
}
