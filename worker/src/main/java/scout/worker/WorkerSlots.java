package scout.worker;

import scout.settings.SettingCatalog;
import scout.settings.SettingException;
import scout.settings.Settings;

/**
 * How many steps a worker runs at once. Each step uses a connection of its pool, so slots never
 * outnumber connections. Otherwise steps would wait for each other until they time out.
 *
 * @param ingestConnections the size of the pool that loads
 * @param loads how many loads and other ingestion steps run at once; sweeps have their own
 * @param archives how many objects are moved at once besides
 * @param transformConnections the size of the pool that refreshes
 * @param layers how many steps of refreshes run at once
 */
record WorkerSlots(
    int ingestConnections, int loads, int archives, int transformConnections, int layers) {
  WorkerSlots {
    if (loads + archives > ingestConnections) {
      throw new SettingException(
          SettingCatalog.INGEST_CONNECTIONS.name(),
          ingestConnections
              + " connections are too few for "
              + loads
              + " load slots and "
              + archives
              + " archive slots; raise it to "
              + (loads + archives)
              + ", or lower "
              + SettingCatalog.LOAD_SLOTS.name()
              + " or "
              + SettingCatalog.ARCHIVE_SLOTS.name());
    }
    if (layers > transformConnections) {
      throw new SettingException(
          SettingCatalog.TRANSFORM_CONNECTIONS.name(),
          transformConnections
              + " connections are too few for "
              + layers
              + " layer slots; raise it to "
              + layers
              + ", or lower "
              + SettingCatalog.LAYER_SLOTS.name());
    }
  }

  /**
   * The connections that the slots leave. On each, a refresh or a rebuild of silver reads records
   * while it writes others.
   */
  int spareConnections() {
    return transformConnections - layers;
  }

  /** Reads them; the defaults fit a machine with two to four cores. */
  static WorkerSlots of(Settings settings) {
    return new WorkerSlots(
        settings.get(SettingCatalog.INGEST_CONNECTIONS),
        settings.get(SettingCatalog.LOAD_SLOTS),
        settings.get(SettingCatalog.ARCHIVE_SLOTS),
        settings.get(SettingCatalog.TRANSFORM_CONNECTIONS),
        settings.get(SettingCatalog.LAYER_SLOTS));
  }
}
