package scout.cli.commands;

import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import scout.schema.SqlFile;
import scout.schema.WaitingFiles;
import scout.schema.WatchedDatabase;

class ReadSideTest {
  private static final OffsetDateTime LATER = OffsetDateTime.parse("2100-01-01T00:00:00Z");

  /** What {@code refresh --wait} asks again and again. */
  @Test
  void readsOfTheLedgerWhatWaitsAlone() throws Exception {
    try (WatchedDatabase database = WatchedDatabase.start()) {
      SqlFile sql = SqlFile.load(ReadSide.class, "/scout/cli/reads.sql");
      WaitingFiles.areReadAlone(database, sql.get("pending"), Map.of("since", LATER));
    }
  }
}
