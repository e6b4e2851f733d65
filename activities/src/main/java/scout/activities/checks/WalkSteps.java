package scout.activities.checks;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/** Cuts the changes since a moment into steps of so many records. */
final class WalkSteps {
  private static final SqlFile SQL =
      SqlFile.load(WalkSteps.class, "/scout/schema/layers/check_steps.sql");

  /** Before any change. */
  private static final OffsetDateTime BEGINNING =
      OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private static final int SMALL_PART = 10;

  private final long records;

  /**
   * @param records per step, unless more of them have the same time
   */
  WalkSteps(long records) {
    this.records = records;
  }

  /**
   * Returns the next step.
   *
   * @param walks what it walks: {@code files}, {@code silver} or {@code gold}
   * @param place where the walk is
   * @param covers the time before which the walk sees every change
   */
  WalkStep next(Handle handle, String walks, CheckCoverage place, OffsetDateTime covers) {
    if (place.part() > 0) {
      return new WalkStep(place.until(), place.stepUntil(), place.part(), place.parts(), 1);
    }
    return walks.equals("gold")
        ? inParts(handle, window(handle, "silver", place), covers)
        : window(handle, walks, place);
  }

  /**
   * Returns true if so little is left of every walk from this place on that it is a small part of
   * one step.
   */
  boolean few(Handle handle, OffsetDateTime from) {
    return handle
        .createQuery(SQL.get("few"))
        .bind("since", since(from))
        .bind("records", records / SMALL_PART)
        .mapTo(boolean.class)
        .one();
  }

  private WalkStep window(Handle handle, String walks, CheckCoverage place) {
    return handle
        .createQuery(SQL.get(walks))
        .bind("since", since(place.until()))
        .bind("records", records)
        .map(
            (row, context) ->
                new WalkStep(
                    place.until(),
                    row.getObject("until", OffsetDateTime.class),
                    0,
                    1,
                    (row.getLong("records") + records - 1) / records))
        .findOne()
        .orElse(new WalkStep(place.until(), null, 0, 1, 1));
  }

  /** The step gets an end, since it may continue tomorrow: no part contains later changes. */
  private WalkStep inParts(Handle handle, WalkStep step, OffsetDateTime covers) {
    int parts =
        handle
            .createQuery(SQL.get("gold_parts"))
            .bind("since", since(step.since()))
            .bind("until", step.until())
            .bind("records", records)
            .mapTo(int.class)
            .one();
    OffsetDateTime until = parts > 1 && step.until() == null ? covers : step.until();
    return until == null || (step.since() != null && !until.isAfter(step.since()))
        ? step
        : new WalkStep(step.since(), until, 0, parts, step.weight());
  }

  private static OffsetDateTime since(OffsetDateTime until) {
    return until == null ? BEGINNING : until;
  }
}
