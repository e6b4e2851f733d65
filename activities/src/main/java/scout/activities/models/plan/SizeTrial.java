package scout.activities.models.plan;

import static scout.activities.models.plan.TrialSql.TRIAL;
import static scout.activities.models.plan.TrialSql.list;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import scout.models.JudgedModel;
import scout.models.ModelDeclaration;
import scout.workflows.models.TableSize;

/** Measures how large a model is, and what a new file of one store and day costs. */
final class SizeTrial {
  private static final String MEDIAN = "pg_temp.scout_median";
  private static final String DAY = "transaction_date";

  private final Handle handle;
  private final ModelDeclaration declared;

  SizeTrial(Handle handle, JudgedModel model) {
    this.handle = handle;
    this.declared = model.declaration();
  }

  /**
   * @param rows of all slices
   */
  public record Counted(long rows, long slices, long medianRows, long largestRows) {}

  /**
   * @param buildMillis how long all of it took
   */
  TableSize of(Map<String, String> inputs, long buildMillis) {
    String by = declared.slice().isEmpty() ? "" : " GROUP BY " + list(declared.slice());
    Counted counted =
        handle
            .createQuery(
                "SELECT coalesce(sum(n), 0)::bigint AS rows, count(*) AS slices,"
                    + " coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY n), 0) AS median_rows,"
                    + " coalesce(max(n), 0) AS largest_rows FROM (SELECT count(*) AS n FROM "
                    + TRIAL
                    + by
                    + ") s")
            .map(ConstructorMapper.of(Counted.class))
            .one();
    return new TableSize(
        counted.rows,
        counted.slices,
        counted.medianRows,
        counted.largestRows,
        buildMillis,
        by.isEmpty() || counted.slices == 0 ? buildMillis : sliceMillis(inputs));
  }

  /** The second of two times, since the first also fetches and plans. */
  private long sliceMillis(Map<String, String> inputs) {
    String slice = list(declared.slice());
    handle.execute(
        "CREATE TEMP TABLE "
            + MEDIAN
            + " AS SELECT "
            + slice
            + " FROM "
            + TRIAL
            + " GROUP BY "
            + slice
            + " ORDER BY count(*) OFFSET (SELECT count(*) / 2 FROM (SELECT FROM "
            + TRIAL
            + " GROUP BY "
            + slice
            + ") s) LIMIT 1");
    String statement =
        "SELECT count(*) FROM ("
            + TrialSql.with(inputs)
            + "SELECT m.* FROM "
            + MEDIAN
            + " d CROSS JOIN LATERAL (SELECT * FROM (\n"
            + declared.query()
            + "\n) t WHERE "
            + declared.slice().stream().map(this::condition).collect(Collectors.joining(" AND "))
            + " OFFSET 0) m) c";
    handle.execute("SET LOCAL enable_seqscan = off");
    long millis = 0;
    for (int time = 0; time < 2; time++) {
      long began = System.nanoTime();
      ServerText.execute(handle, statement);
      millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
    handle.execute("SET LOCAL enable_seqscan = on");
    return millis;
  }

  /** A change of a day reaches those that look back on it. */
  private String condition(String column) {
    return column.equals(DAY) && declared.looksBack() > 0
        ? "t." + DAY + " BETWEEN d." + DAY + " AND d." + DAY + " + " + declared.looksBack()
        : "t." + column + " = d." + column;
  }
}
