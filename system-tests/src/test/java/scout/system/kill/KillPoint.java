package scout.system.kill;

import static scout.system.kill.Trap.Place.DATABASE;
import static scout.system.kill.Trap.Place.STORAGE;
import static scout.system.kill.Trap.after;
import static scout.system.kill.Trap.before;

import java.util.ArrayList;
import java.util.List;

/**
 * A point at which a worker is killed.
 *
 * @param name what it has just done, or is about to do
 * @param scenario what it was at
 * @param trap where on its wires that is
 */
record KillPoint(String name, Scenarios scenario, Trap trap) {
  private static final String COMMIT = "^COMMIT";
  private static final String CLAIM = "INSERT INTO scout.files AS f .* DO UPDATE";
  private static final String CLAIM_ALL =
      "INSERT INTO scout.files AS f .* NOT EXISTS .* DO NOTHING";
  private static final String COPY = "^COPY scout.bronze_records";
  private static final String PIECE = "^" + PostgresWire.COPY_DATA;
  private static final String LOADED = "SET status = 'loaded', generation";
  private static final String QUARANTINED = "SET status = 'quarantined'";
  private static final String CLAIM_REPLAY = "SET attempt = f.attempt \\+ 1 WHERE";
  private static final String DELETE_OLD = "^DELETE FROM scout.bronze_records";
  private static final String REPLAYED = "replayed_at = clock_timestamp";
  private static final String DISCARDED = "SET status = 'discarded'";
  private static final String DUPLICATE = "SET status = 'duplicate'";
  private static final String GONE = "^INSERT INTO scout.files AS f .* DO NOTHING";
  private static final String RECORD = "SET archived_key = \\$1, archived_at";
  private static final String RECORD_ALL = "SET archived_key = free.archived_key";
  private static final String PLAIN = "WHERE f.file_id = ANY \\(\\$1\\) AND f.status = 'loaded'";
  private static final String COPY_OBJECT = "^PUT .* from ";
  private static final String DELETE_OBJECT = "^DELETE ";
  private static final String DELETE_OBJECTS = "^POST /[^/?]+/?\\?delete";
  private static final String COMPLETE = "^POST .*uploadId=";
  private static final String EVENT = "^INSERT INTO scout.live_inbox";
  private static final String TAKE = "^WITH turns AS .* FROM scout.live_inbox";
  private static final String REMOVE = "^DELETE FROM scout.live_inbox";
  private static final String SILVER = "^INSERT INTO scout.silver_edge_transactions";
  private static final String GOLD = "INSERT INTO scout.\"gold_store_daily_summary\"";
  private static final String PLATINUM = "INSERT INTO scout.\"platinum_store_features\"";
  private static final String REFRESHED = "SET outcome = 'succeeded'";
  private static final String CORRECT_SILVER =
      "^WITH (was|places) AS .*INSERT INTO scout.gold_outbox";

  /** All of them, in the order of a file's way. */
  static List<KillPoint> all() {
    List<KillPoint> points = new ArrayList<>();
    points.addAll(load());
    points.addAll(archive());
    points.addAll(quarantine());
    points.addAll(replay());
    points.addAll(otherEnds());
    points.addAll(bulk());
    points.addAll(live());
    points.addAll(layers());
    points.addAll(rebuild());
    points.addAll(apply());
    return points;
  }

  /** The one of this name. */
  static KillPoint named(String name) {
    return all().stream().filter(point -> point.name().equals(name)).findFirst().orElseThrow();
  }

  private static KillPoint at(String name, Scenarios scenario, Trap trap) {
    return new KillPoint(name, scenario, trap);
  }

  private static List<KillPoint> load() {
    Scenarios load = Scenarios.LOAD;
    return List.of(
        at("load: after the claim", load, after(DATABASE, CLAIM)),
        at("load: in the middle of COPY", load, before(DATABASE, COPY, PIECE, PIECE, PIECE)),
        at("load: after COPY, before the ledger UPDATE", load, before(DATABASE, COPY, LOADED)),
        at("load: after the UPDATE, before COMMIT", load, before(DATABASE, LOADED, COMMIT)),
        at("load: after COMMIT, before the answer", load, after(DATABASE, LOADED, COMMIT)));
  }

  private static List<KillPoint> archive() {
    Scenarios load = Scenarios.LOAD;
    Scenarios huge = Scenarios.HUGE;
    return List.of(
        at("archive: before the copy", load, before(STORAGE, COPY_OBJECT)),
        at("archive: between copy and record", load, after(STORAGE, COPY_OBJECT)),
        at("archive: between record and delete", load, after(DATABASE, RECORD)),
        at("archive: after the delete, before the answer", load, after(STORAGE, DELETE_OBJECT)),
        at("archive: in the middle of a copy in parts", huge, after(STORAGE, "partNumber=5")),
        at("archive: before a copy in parts is completed", huge, before(STORAGE, COMPLETE)));
  }

  private static List<KillPoint> quarantine() {
    Scenarios torn = Scenarios.QUARANTINE;
    return List.of(
        at("quarantine: before COMMIT", torn, before(DATABASE, QUARANTINED, COMMIT)),
        at("quarantine: after COMMIT", torn, after(DATABASE, QUARANTINED, COMMIT)),
        at("quarantine: between copy and record", torn, after(STORAGE, COPY_OBJECT)),
        at("quarantine: between record and delete", torn, after(DATABASE, RECORD)));
  }

  private static List<KillPoint> replay() {
    Scenarios again = Scenarios.REPLAY;
    Scenarios pardon = Scenarios.PARDON;
    return List.of(
        at("replay: after the claim", again, after(DATABASE, CLAIM_REPLAY)),
        at("replay: in the middle of COPY", again, before(DATABASE, COPY, PIECE, PIECE, PIECE)),
        at("replay: after the old rows are deleted", again, after(DATABASE, COPY, DELETE_OLD)),
        at("replay: before COMMIT", again, before(DATABASE, DELETE_OLD, COMMIT)),
        at("replay: after COMMIT", again, after(DATABASE, DELETE_OLD, COMMIT)),
        at(
            "replay of a quarantined file: before COMMIT",
            pardon,
            before(DATABASE, REPLAYED, COMMIT)),
        at("replay of a quarantined file: after COMMIT", pardon, after(DATABASE, REPLAYED, COMMIT)),
        at(
            "replay of a quarantined file: between copy and record",
            pardon,
            after(STORAGE, COPY_OBJECT)),
        at(
            "replay of a quarantined file: between record and delete",
            pardon,
            after(DATABASE, RECORD)));
  }

  private static List<KillPoint> otherEnds() {
    return List.of(
        at("discard: before COMMIT", Scenarios.DISCARD, before(DATABASE, DISCARDED, COMMIT)),
        at("discard: after COMMIT", Scenarios.DISCARD, after(DATABASE, DISCARDED, COMMIT)),
        at("duplicate: before COMMIT", Scenarios.DUPLICATE, before(DATABASE, DUPLICATE, COMMIT)),
        at("duplicate: after COMMIT", Scenarios.DUPLICATE, after(DATABASE, DUPLICATE, COMMIT)),
        at("duplicate: between record and delete", Scenarios.DUPLICATE, after(DATABASE, RECORD)),
        at("gone: before it is written down", Scenarios.GONE, before(DATABASE, GONE)),
        at("gone: after it is written down", Scenarios.GONE, after(DATABASE, GONE)));
  }

  private static List<KillPoint> bulk() {
    Scenarios bulk = Scenarios.BULK;
    return List.of(
        at("bulk: after the claims", bulk, after(DATABASE, CLAIM_ALL)),
        at("bulk: in the middle of COPY", bulk, before(DATABASE, COPY, PIECE, PIECE, PIECE)),
        at("bulk: after COPY, before the ledger UPDATE", bulk, before(DATABASE, COPY, LOADED)),
        at("bulk: before COMMIT", bulk, before(DATABASE, LOADED, COMMIT)),
        at("bulk: after COMMIT", bulk, after(DATABASE, LOADED, COMMIT)),
        at("bulk: between load and archive", bulk, before(DATABASE, PLAIN)),
        at("bulk: between copies and record", bulk, before(DATABASE, RECORD_ALL)),
        at("bulk: between record and delete", bulk, before(STORAGE, DELETE_OBJECTS)),
        at("bulk: after the delete", bulk, after(STORAGE, DELETE_OBJECTS)));
  }

  private static List<KillPoint> live() {
    Scenarios live = Scenarios.LIVE;
    return List.of(
        at(
            "live: after the event's COMMIT, before the answer",
            live,
            after(DATABASE, EVENT, COMMIT)),
        at("live: between Temporal and the removal", live, before(DATABASE, TAKE, REMOVE)),
        at("live: after the removal, before its COMMIT", live, before(DATABASE, REMOVE, COMMIT)),
        at("live: after the removal's COMMIT", live, after(DATABASE, REMOVE, COMMIT)));
  }

  private static List<KillPoint> layers() {
    Scenarios load = Scenarios.LOAD;
    return List.of(
        at("silver: before COMMIT", load, before(DATABASE, SILVER, COMMIT)),
        at("silver: after COMMIT", load, after(DATABASE, SILVER, COMMIT)),
        at("gold: before COMMIT", load, before(DATABASE, GOLD, COMMIT)),
        at("gold: after COMMIT", load, after(DATABASE, GOLD, COMMIT)),
        at("platinum: before COMMIT", load, before(DATABASE, PLATINUM, COMMIT)),
        at("platinum: after COMMIT", load, after(DATABASE, PLATINUM, COMMIT)),
        at("checks: before COMMIT", load, before(DATABASE, REFRESHED, COMMIT)));
  }

  private static List<KillPoint> rebuild() {
    Scenarios rebuild = Scenarios.REBUILD;
    return List.of(
        at("rebuild: in the middle of silver", rebuild, after(DATABASE, CORRECT_SILVER)),
        at("rebuild: before silver's COMMIT", rebuild, before(DATABASE, SILVER, COMMIT)),
        at("rebuild: between silver and gold", rebuild, after(DATABASE, SILVER, COMMIT)),
        at("rebuild: before gold's COMMIT", rebuild, before(DATABASE, GOLD, COMMIT)),
        at("rebuild: between gold and platinum", rebuild, after(DATABASE, GOLD, COMMIT)),
        at("rebuild: after platinum's COMMIT", rebuild, after(DATABASE, PLATINUM, COMMIT)));
  }

  private static List<KillPoint> apply() {
    List<KillPoint> points = new ArrayList<>();
    points.addAll(aroundCommit("silver's tables are made", "scout.make_child_table"));
    points.addAll(aroundCommit("tables are made beside", "scout.declare_beside"));
    points.addAll(
        aroundCommit("some slices are computed", "DELETE FROM scout.model_outbox WHERE id IN"));
    points.addAll(aroundCommit("tables are opened for their rows", "scout.open_model"));
    points.addAll(aroundCommit("the rows are written", "scout.index_model"));
    points.addAll(aroundCommit("tables have their last form", "scout.close_model"));
    points.addAll(aroundCommit("silver's old tables are dropped", "scout.drop_child_table"));
    return points;
  }

  private static List<KillPoint> aroundCommit(String what, String statement) {
    return List.of(
        at(
            "apply: " + what + ", before COMMIT",
            Scenarios.APPLY,
            before(DATABASE, statement, COMMIT)),
        at(
            "apply: " + what + ", after COMMIT",
            Scenarios.APPLY,
            after(DATABASE, statement, COMMIT)));
  }
}
