package scout.activities.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.Update;
import scout.schema.SqlFile;
import scout.workflows.journey.FileStatus;

/**
 * Executes each of the ledger's statements on a version in each state, and notes from which state
 * to which it went. Everything is rolled back.
 */
final class StateWalk {
  private static final UUID FILE = UUID.randomUUID();
  private static final UUID ORIGINAL = UUID.randomUUID();

  /** {@link Ledger#quarantine} takes claims of no others. */
  private static final List<FileStatus> READ = List.of(FileStatus.LOADING, FileStatus.QUARANTINED);

  /**
   * A version before the statement.
   *
   * @param status null if the ledger holds nothing
   */
  private record Start(FileStatus status, int generation) {}

  private static final List<Start> STARTS =
      List.of(
          new Start(null, 0),
          new Start(FileStatus.LOADING, 0),
          new Start(FileStatus.LOADED, 1),
          new Start(FileStatus.ARCHIVED, 1),
          new Start(FileStatus.QUARANTINED, 0),
          new Start(FileStatus.DISCARDED, 0),
          new Start(FileStatus.DISCARDED, 1),
          new Start(FileStatus.DUPLICATE, 0),
          new Start(FileStatus.GONE, 0));

  private final Handle handle;
  private final Map<String, SqlFile> files = new HashMap<>();

  /**
   * @param folder the ledger's statements
   */
  StateWalk(Handle handle, Path folder) {
    this.handle = handle;
    handle.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    try (Stream<Path> all = Files.list(folder)) {
      all.map(file -> file.getFileName().toString())
          .forEach(
              name ->
                  files.put(
                      name.replace(".sql", ""),
                      SqlFile.load(Ledger.class, "/scout/schema/ledger/" + name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ways that were gone, each as {@code from --> to: file.statement}. */
  SortedSet<String> ways() {
    SortedSet<String> ways = new TreeSet<>();
    files.forEach(
        (file, sql) ->
            sql.all()
                .forEach(
                    (name, statement) ->
                        STARTS.forEach(
                            start ->
                                READ.forEach(
                                    claimed ->
                                        go(start, file, statement, claimed).stream()
                                            .map(way -> way + ": " + file + "." + name)
                                            .forEach(ways::add)))));
    return ways;
  }

  private SortedSet<String> go(Start start, String file, String statement, FileStatus claimed) {
    handle.begin();
    try {
      insert(start);
      int attempt = attempt(start, file);
      Map<UUID, String> before = statuses();
      execute(statement, attempt, claimed);
      SortedSet<String> ways = new TreeSet<>();
      statuses()
          .forEach(
              (id, after) -> {
                String from = before.getOrDefault(id, "[*]");
                if (!from.equals(after)) {
                  ways.add(from + " --> " + after);
                }
              });
      return ways;
    } finally {
      handle.rollback();
    }
  }

  private void insert(Start start) {
    if (start.status() != null) {
      insert(FILE, "new", start.status(), start.generation());
    }
    if (start.status() == FileStatus.DUPLICATE) {
      insert(ORIGINAL, "old", FileStatus.ARCHIVED, 1);
    }
  }

  private void insert(UUID id, String etag, FileStatus status, int generation) {
    handle.execute(
        "INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, sha256,"
            + " uploaded_at, status, generation) VALUES (?, 'b', 'k', ?, 1, 'bytes', now(), ?, ?)",
        id,
        etag,
        status.word(),
        generation);
  }

  /** The attempt that somebody who may execute the statements has; 0 if nobody can have one. */
  private int attempt(Start start, String file) {
    if (start.status() == FileStatus.LOADING) {
      return file.equals("loading") ? 1 : 0;
    }
    return handle
        .createQuery(files.get("requests").get("claim"))
        .bind("fileId", FILE)
        .map((row, context) -> row.getInt("attempt"))
        .findOne()
        .orElse(0);
  }

  private Map<UUID, String> statuses() {
    return handle
        .createQuery("SELECT file_id, status FROM scout.files")
        .reduceRows(
            new HashMap<>(),
            (all, row) -> {
              all.put(row.getColumn("file_id", UUID.class), row.getColumn("status", String.class));
              return all;
            });
  }

  private void execute(String statement, int attempt, FileStatus claimed) {
    Update update = handle.createUpdate(statement);
    for (String id : List.of("fileId", "otherId", "standing")) {
      update.bind(id, FILE);
    }
    for (String number : List.of("sizeBytes", "read", "loaded", "rejected")) {
      update.bind(number, number.equals("sizeBytes") ? 1L : 0L);
    }
    for (String text :
        List.of("deviceId", "reason", "requestId", "archivedKey", "versionId", "batchId")) {
      update.bind(text, text);
    }
    update
        .bind("bucket", "b")
        .bind("key", "k")
        .bind("etag", "new")
        .bind("sha256", "bytes")
        .bind("dialect", (String) null)
        .bind("attempt", attempt)
        .bind("status", claimed.word())
        .bind("stopped", true)
        .bind("uploadedAt", Instant.now())
        .bind("createdAt", Instant.now())
        .bindArray("beneath", String.class, List.of())
        .bindArray("fileIds", UUID.class, List.of(FILE))
        .bindArray("archivedKeys", String.class, List.of("archivedKey"))
        .bindArray("keys", String.class, List.of("k"))
        .bindArray("etags", String.class, List.of("new"))
        .bindArray("deviceIds", String.class, List.of("deviceId"))
        .bindArray("sizes", Long.class, List.of(1L))
        .bindArray("uploadedAts", String.class, List.of(Instant.now().toString()))
        .bindArray("lowest", Boolean.class, List.of(true))
        .bindArray("sha256s", String.class, List.of("bytes"))
        .bindArray("reads", Long.class, List.of(0L))
        .bindArray("loadeds", Long.class, List.of(0L))
        .bindArray("dialects", String.class, List.of("{}"))
        .execute();
  }
}
