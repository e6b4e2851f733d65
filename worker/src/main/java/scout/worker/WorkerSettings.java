package scout.worker;

import java.util.Optional;
import scout.activities.housekeeping.RetentionSettings;
import scout.activities.ingest.IngestSettings;
import scout.activities.layers.LayerSettings;
import scout.activities.sweep.SweepSettings;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.settings.TemporalSettings;
import scout.storage.BucketLayout;
import scout.traces.TraceSettings;

/**
 * All settings of a worker. They are read before anything is opened, so that a wrong one is
 * reported at once.
 */
record WorkerSettings(
    TemporalSettings temporal,
    DatabaseSettings ingestDatabase,
    DatabaseSettings transformDatabase,
    StorageSettings storage,
    BucketLayout area,
    IngestSettings ingest,
    SweepSettings sweep,
    LayerSettings layers,
    RetentionSettings retention,
    int diskGib,
    WorkerSlots slots,
    MonitoringSettings monitoring,
    Optional<TraceSettings> traces) {

  /** Reads them; throws SettingException for the first missing or invalid one. */
  static WorkerSettings of(Settings settings) {
    StorageSettings storage = StorageSettings.service(settings);
    return new WorkerSettings(
        TemporalSettings.of(settings),
        DatabaseSettings.of(DatabaseRole.INGEST, settings),
        DatabaseSettings.of(DatabaseRole.TRANSFORM, settings),
        storage,
        new BucketLayout(storage.bucket(), StorageSettings.prefix(settings)),
        IngestSettings.of(settings),
        SweepSettings.of(settings),
        LayerSettings.from(settings),
        RetentionSettings.of(settings),
        settings.get(SettingCatalog.DB_DISK_GIB),
        WorkerSlots.of(settings),
        MonitoringSettings.of(settings),
        TraceSettings.of(settings));
  }
}
