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
 * the layers, both on persistent connections.
 */
final class BenchDatabase implements AutoCloseable {
  /** The settings of the layers. */
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

  /** Its name for people. */
  String name() {
    return name;
  }

  Jdbi owner() {
    return owner.jdbi();
  }

  RolePool transform() {
    return transform;
  }

  /** Runs a step of the limit or of a preparation; returns its seconds, including the commit. */
  double inTransaction(Consumer<Handle> work) {
    long begin = System.nanoTime();
    owner.jdbi().useTransaction(work::accept);
    return (System.nanoTime() - begin) / 1e9;
  }

  /**
   * Runs preparations on a server without crash safety and with much memory. Their result is then
   * on disk, vacuumed and analysed. Returns the seconds in all.
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
   * Turns autovacuum off, so that it can't analyse a table between two layers of one side only; see
   * {@link #analyse}.
   */
  void withoutAutovacuum() {
    owner.jdbi().useHandle(handle -> configure(handle, List.of("SET autovacuum = off")));
  }

  /** Analyses a table that a step has just written, alike for Scout and for the limit. */
  static void analyse(Handle handle, String table) {
    handle.execute("ANALYZE scout." + table);
  }

  private static void configure(Handle handle, List<String> settings) {
    settings.forEach(setting -> handle.execute("ALTER SYSTEM " + setting));
    handle.execute("SELECT pg_reload_conf()");
  }

  /** Writes all changed pages to disk, so that the next measurement does not write them. */
  void checkpoint() {
    owner.jdbi().useHandle(handle -> handle.execute("CHECKPOINT"));
  }

  @Override
  public void close() {
    transform.close();
    owner.close();
  }
}
