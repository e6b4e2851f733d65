package scout.worker;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.activities.database.RolePool;
import scout.schema.SqlFile;
import scout.traces.TraceRecorder;
import scout.traces.TraceRoot;

/** Reads which traces files and refreshes belong to. */
final class TraceReads {
  private static final Logger LOG = LoggerFactory.getLogger(TraceReads.class);
  private static final SqlFile SQL = SqlFile.load(TraceReads.class, "/scout/worker/traces.sql");

  /** A version of an object, as the ledger has it. */
  record TracedVersion(
      UUID fileId, String bucket, String objectKey, String etag, OffsetDateTime uploadedAt) {
    TraceRoot root() {
      return TraceRoot.ofFile(bucket, objectKey, etag);
    }
  }

  private final RolePool files;
  private final RolePool layers;

  /**
   * @param files as the role that loads
   * @param layers as the role that refreshes
   */
  TraceReads(RolePool files, RolePool layers) {
    this.files = files;
    this.layers = layers;
  }

  /** The versions of these files, by id; without those that the ledger doesn't know. */
  Map<UUID, TracedVersion> versions(Collection<UUID> fileIds) {
    return read(
        files,
        Map.of(),
        handle ->
            handle
                .createQuery(SQL.get("versions"))
                .bindArray("ids", UUID.class, fileIds)
                .map(ConstructorMapper.of(TracedVersion.class))
                .stream()
                .collect(Collectors.toMap(TracedVersion::fileId, Function.identity())));
  }

  /** The traces of the files that a refresh has settled, the first ones where there are many. */
  List<TraceRoot> settledBy(UUID refreshId) {
    return read(
        layers,
        List.of(),
        handle ->
            handle
                .createQuery(SQL.get("settled"))
                .bind("refresh", refreshId)
                .bind("limit", TraceRecorder.MOST_LINKS)
                .map(ConstructorMapper.of(TracedVersion.class))
                .stream()
                .map(TracedVersion::root)
                .toList());
  }

  /** When a refresh began; empty if it has no row. */
  Optional<Instant> refreshBegan(UUID refreshId) {
    return read(
        layers,
        Optional.empty(),
        handle ->
            handle
                .createQuery(SQL.get("refresh_began"))
                .bind("refresh", refreshId)
                .mapTo(Instant.class)
                .findOne());
  }

  /** A step never fails because its trace can't be told: that trace lacks it. */
  private static <T> T read(RolePool pool, T nothing, HandleCallback<T, RuntimeException> work) {
    try {
      return pool.jdbi().withHandle(work);
    } catch (JdbiException e) {
      LOG.info("A step is left out of its trace, since the database can't be read", e);
      return nothing;
    }
  }
}
