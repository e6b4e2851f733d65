package scout.activities.ingest;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.parse.ParseSettings;
import scout.models.ShippedSource;
import scout.models.SourceDeclaration;
import scout.models.SourceParser;
import scout.schema.SqlFile;

/**
 * How files are read: as the settings say, and where they say nothing, as the declaration of the
 * source does. It asks for that every few seconds, before a file's transaction begins: a file that
 * arrives just after another declaration may be read by the one before.
 */
public final class SourceReading {
  private static final SqlFile SQL =
      SqlFile.load(SourceReading.class, "/scout/schema/layers/sources.sql");
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Jdbi jdbi;
  private final ParseSettings given;
  private Known known;

  SourceReading(Jdbi jdbi, ParseSettings given) {
    this.jdbi = jdbi;
    this.given = given;
    this.known = new Known(null, given, null);
  }

  /**
   * @param declared the text in force; null if there is none
   * @param asked when, by the clock that only measures; null if never
   */
  private record Known(String declared, ParseSettings reading, Long asked) {}

  /** What was found last. */
  synchronized ParseSettings reading() {
    return known.reading;
  }

  /** Asks again, if it was not asked in the last seconds. Takes a connection, so call it first. */
  void look() {
    long now = System.nanoTime();
    if (isFresh(now)) {
      return;
    }
    learn(jdbi.withHandle(SourceReading::declared), now);
  }

  /**
   * Returns how files are read now.
   *
   * @param given what the settings say
   */
  public static ParseSettings inForce(Handle handle, ParseSettings given) {
    return applied(given, declared(handle));
  }

  private static String declared(Handle handle) {
    return handle
        .createQuery(SQL.get("in_force"))
        .map((row, context) -> row.getString("declared"))
        .findOne()
        .orElse(null);
  }

  private synchronized boolean isFresh(long now) {
    return known.asked != null && now - known.asked < EVERY.toNanos();
  }

  private synchronized void learn(String declared, long now) {
    boolean same = declared == null ? known.declared == null : declared.equals(known.declared);
    known = new Known(declared, same ? known.reading : applied(given, declared), now);
  }

  private static ParseSettings applied(ParseSettings given, String declared) {
    if (declared == null) {
      return given;
    }
    SourceDeclaration source = SourceParser.parse(ShippedSource.FILE, declared);
    return new ParseSettings(
        given.limits(),
        given.paths().declared(source),
        given.csvDelimiter(),
        given.fillShortRows(),
        given.recordsAt() == null ? source.records().orElse(null) : given.recordsAt());
  }
}
