package scout.activities.sweep;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import scout.activities.database.RolePool;
import scout.schema.SqlFile;
import scout.storage.ObjectVersion;
import scout.workflows.sweep.SweepResult;

/** A sweep's queries on the ledger. All times are the database's, not the worker's. */
final class SweepLedger {
  private static final SqlFile SQL =
      SqlFile.load(SweepLedger.class, "/scout/schema/ingest/sweep.sql");

  private final RolePool database;
  private final String bucket;

  SweepLedger(RolePool database, String bucket) {
    this.database = database;
    this.bucket = bucket;
  }

  /**
   * A file whose journey was cut short.
   *
   * @param seq its place in the ledger
   * @param version its key and ETag
   */
  record CutShort(long seq, ObjectVersion version) {}

  /**
   * A version that is at rest.
   *
   * @param since when it came to rest
   * @param uploadedAt its latest upload in the ledger
   * @param gone true if its object was missing
   */
  record Rest(Instant since, Instant uploadedAt, boolean gone) {}

  /** Inserts the sweep's row, unless it exists already. */
  void begin(UUID sweepId) {
    database
        .jdbi()
        .useHandle(handle -> handle.createUpdate(SQL.get("begin")).bind("id", sweepId).execute());
  }

  /** Returns true if the sweep has the turn, from now on or already before. */
  boolean takeTurn(UUID sweepId) {
    return turn("take_turn", sweepId);
  }

  /** Records that the sweep is alive; returns false if it has lost its turn. */
  boolean keepTurn(UUID sweepId) {
    return turn("keep_turn", sweepId);
  }

  /** Ends the sweep's turn, if it has it. */
  void endTurn(UUID sweepId) {
    var unused = turn("end_turn", sweepId);
  }

  private boolean turn(String statement, UUID sweepId) {
    return database
            .jdbi()
            .withHandle(
                handle -> handle.createUpdate(SQL.get(statement)).bind("id", sweepId).execute())
        > 0;
  }

  /** Closes the sweep's row. */
  void finish(UUID sweepId, SweepPlace end) {
    SweepResult counts = end.counts();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(SQL.get("finish"))
                    .bind("id", sweepId)
                    .bind("listed", counts.listed())
                    .bind("unsupported", counts.unsupported())
                    .bind("handedOver", counts.handedOver())
                    .bind("resumed", counts.resumed())
                    .bind("hidden", counts.hidden())
                    .bindArray("leftInPlace", String.class, end.leftInPlace().examples())
                    .execute());
  }

  /** The database's time. */
  Instant now() {
    return database
        .jdbi()
        .withHandle(handle -> handle.createQuery(SQL.get("now")).mapTo(Instant.class).one());
  }

  /** Returns the versions that are at rest, by their place in the list. */
  Map<Integer, Rest> atRest(List<ObjectVersion> versions) {
    Map<Integer, Rest> places = new HashMap<>();
    database
        .jdbi()
        .useHandle(
            handle ->
                versions(handle, "at_rest", versions)
                    .map((row, context) -> places.put(row.getInt(1) - 1, rest(row)))
                    .list());
    return places;
  }

  private static Rest rest(ResultSet row) throws SQLException {
    return new Rest(
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        row.getBoolean(4));
  }

  /**
   * Returns the places of the versions that came to rest after they were handed over.
   *
   * @param sinces for each version, a time before it was handed over
   */
  BitSet finished(List<ObjectVersion> versions, List<Instant> sinces) {
    BitSet places = new BitSet(versions.size());
    OffsetDateTime[] times =
        sinces.stream().map(since -> since.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    database
        .jdbi()
        .useHandle(
            handle ->
                versions(handle, "finished", versions)
                    .bindByType("sinces", times, OffsetDateTime[].class)
                    .mapTo(Integer.class)
                    .forEach(n -> places.set(n - 1)));
    return places;
  }

  /**
   * Returns files whose journey was under way before that time and has not moved since.
   *
   * @param after the place in the ledger to continue after
   * @param max how many at most
   */
  List<CutShort> cutShort(Instant before, long after, int max) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(SQL.get("unfinished"))
                    .bind("bucket", bucket)
                    .bind("before", before)
                    .bind("after", after)
                    .bind("max", max)
                    .map(
                        (row, context) ->
                            new CutShort(
                                row.getLong(1),
                                new ObjectVersion(row.getString(2), row.getString(3))))
                    .list());
  }

  /** Returns the keys for whose object a journey may wait. */
  Set<String> awaited(List<String> keys) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(SQL.get("awaited"))
                    .bind("bucket", bucket)
                    .bindArray("keys", String.class, keys)
                    .mapTo(String.class)
                    .set());
  }

  private Query versions(Handle handle, String name, List<ObjectVersion> versions) {
    return handle
        .createQuery(SQL.get(name))
        .bind("bucket", bucket)
        .bindArray("keys", String.class, versions.stream().map(ObjectVersion::key).toList())
        .bindArray("etags", String.class, versions.stream().map(ObjectVersion::etag).toList());
  }
}
