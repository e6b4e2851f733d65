package scout.bench.layers;

import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.RolePool;
import scout.activities.layers.LayerSettings;
import scout.schema.Migrator;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;

/**
 * A database with Scout's schema. The bare SQL runs as its owner, Scout as the role that refreshes
 * the layers, both on connections that are kept.
 */
final class BenchDatabase implements AutoCloseable {
  /** What the layers are built with. */
  static final LayerSettings SETTINGS = LayerSettings.of(ZoneOffset.UTC);

  private static final List<String> HASTE =
      List.of(
          "SET fsync = off",
          "SET autovacuum = off",
          "SET max_wal_size = '16GB'",
          "SET checkpoint_timeout = '1h'",
          "SET work_mem = '128MB'",
          "SET maintenance_work_mem = '512MB'");

  private static final int CONNECTIONS = 4;

  private final String name;
  private final RolePool owner;
  private final RolePool transform;

  private BenchDatabase(String name, RolePool owner, RolePool transform) {
    this.name = name;
    this.owner = owner;
    this.transform = transform;
  }

  static BenchDatabase open(String name, DatabaseSettings owner) throws SQLException {
    Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      passwords.put(role, role.roleName());
    }
    new Migrator(owner).migrate(passwords);
    String role = DatabaseRole.TRANSFORM.roleName();
    return new BenchDatabase(
        name,
        RolePool.open(owner, 1),
        RolePool.open(new DatabaseSettings(owner.url(), role, role), CONNECTIONS));
  }

  /** For people. */
  String name() {
    return name;
  }

  Jdbi owner() {
    return owner.jdbi();
  }

  RolePool transform() {
    return transform;
  }

  /**
   * Runs a step of the limit or of a preparation; returns the seconds that it and its commit took.
   */
  double inTransaction(Consumer<Handle> work) {
    long begin = System.nanoTime();
    owner.jdbi().useTransaction(work::accept);
    return (System.nanoTime() - begin) / 1e9;
  }

  /**
   * Runs preparations on a server that has no care for a crash, and much memory; what they have
   * left is on disk afterwards, vacuumed and analysed. Returns the seconds that all took.
   */
  double inHaste(Runnable work) {
    long begin = System.nanoTime();
    owner.jdbi().useHandle(handle -> configure(handle, HASTE));
    work.run();
    owner
        .jdbi()
        .useHandle(
            handle -> {
              configure(handle, List.of("RESET fsync"));
              handle.execute("VACUUM (ANALYZE)");
              configure(handle, List.of("RESET ALL"));
            });
    checkpoint();
    return (System.nanoTime() - begin) / 1e9;
  }

  /**
   * From now on nothing is analysed by chance, between one layer and the next of one side alone;
   * see {@link #analyse}.
   */
  void withoutAutovacuum() {
    owner.jdbi().useHandle(handle -> configure(handle, List.of("SET autovacuum = off")));
  }

  /** Lets the planner know what a step has just written, the same for Scout and for the limit. */
  static void analyse(Handle handle, String table) {
    handle.execute("ANALYZE scout." + table);
  }

  private static void configure(Handle handle, List<String> settings) {
    settings.forEach(setting -> handle.execute("ALTER SYSTEM " + setting));
    handle.execute("SELECT pg_reload_conf()");
  }

  /** All changed pages are on disk, so that what is measured next writes none of them by chance. */
  void checkpoint() {
    owner.jdbi().useHandle(handle -> handle.execute("CHECKPOINT"));
  }

  @Override
  public void close() {
    transform.close();
    owner.close();
  }
}
