package scout.worker;

import scout.settings.SettingException;
import scout.settings.Settings;

/**
 * How much a worker does at once. A step takes a connection of its pool, so there are at most as
 * many slots as connections: more would wait for each other until they time out.
 *
 * @param ingestConnections the size of the pool that loads
 * @param loads how many loads, sweeps and other steps of ingestion run at once
 * @param archives how many objects are moved at once beside them
 * @param transformConnections the size of the pool that refreshes
 * @param layers how many steps of refreshes run at once
 */
record Slots(int ingestConnections, int loads, int archives, int transformConnections, int layers) {
  private static final String INGEST_CONNECTIONS = "SCOUT_INGEST_CONNECTIONS";
  private static final String LOAD_SLOTS = "SCOUT_LOAD_SLOTS";
  private static final String ARCHIVE_SLOTS = "SCOUT_ARCHIVE_SLOTS";
  private static final String TRANSFORM_CONNECTIONS = "SCOUT_TRANSFORM_CONNECTIONS";
  private static final String LAYER_SLOTS = "SCOUT_LAYER_SLOTS";
  private static final int MOST = 1_000;

  Slots {
    if (loads + archives > ingestConnections) {
      throw new SettingException(
          INGEST_CONNECTIONS,
          ingestConnections
              + " connections are too few for "
              + loads
              + " load slots and "
              + archives
              + " archive slots; raise it to "
              + (loads + archives)
              + ", or lower "
              + LOAD_SLOTS
              + " or "
              + ARCHIVE_SLOTS);
    }
    if (layers > transformConnections) {
      throw new SettingException(
          TRANSFORM_CONNECTIONS,
          transformConnections
              + " connections are too few for "
              + layers
              + " layer slots; raise it to "
              + layers
              + ", or lower "
              + LAYER_SLOTS);
    }
  }

  /**
   * How many slices of silver a rebuild works on at once. One is read while the other is written,
   * where a connection is left for it beside those that the slots take.
   */
  int slicesAtOnce() {
    return transformConnections > layers ? 2 : 1;
  }

  /** Reads them; the defaults fit a machine with two to four cores. */
  static Slots of(Settings settings) {
    return new Slots(
        settings.number(INGEST_CONNECTIONS, 16, 2, MOST),
        settings.number(LOAD_SLOTS, 8, 1, MOST),
        settings.number(ARCHIVE_SLOTS, 8, 1, MOST),
        settings.number(TRANSFORM_CONNECTIONS, 4, 1, MOST),
        settings.number(LAYER_SLOTS, 3, 1, MOST));
  }
}
