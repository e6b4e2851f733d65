package scout.bench.ingest;

import scout.activities.database.Database;
import scout.activities.ingest.IngestSettings;
import scout.activities.ingest.Ingestion;
import scout.settings.DatabaseSettings;
import scout.settings.Role;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.storage.BucketLayout;
import scout.storage.ObjectStore;
import scout.workflows.LoadRequest;
import scout.workflows.LoadResult;

/** The load step of Scout as its worker has it, without Temporal and without layers. */
final class Loader implements AutoCloseable {
  private final BucketLayout area;
  private final Database database;
  private final ObjectStore store;
  private final Ingestion ingestion;

  /**
   * @param settings reach the database and the bucket
   * @param atOnce how many threads load
   */
  Loader(Settings settings, int atOnce) {
    StorageSettings storage = StorageSettings.service(settings);
    area = new BucketLayout(storage.bucket(), StorageSettings.prefix(settings));
    database = Database.open(DatabaseSettings.of(Role.INGEST, settings), atOnce + 1);
    store = new ObjectStore(storage, atOnce);
    ingestion = new Ingestion(database, store, area, IngestSettings.of(settings), () -> {});
  }

  /** Loads a file that was not loaded before. */
  LoadResult load(String key) {
    return ingestion.load(new LoadRequest(area.bucket(), key, null, false, null, null));
  }

  @Override
  public void close() {
    ingestion.close();
    store.close();
    database.close();
  }
}
