package scout.activities.losses;

import java.sql.Array;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;
import scout.schema.SqlFile;

/** Looks up why files are in trouble, in a few statements for all files of a batch. */
final class LossEvidence {
  private static final SqlFile SQL = LossJudgement.SQL;
  private static final int SAMPLE = 100;

  private final Handle handle;
  private final FieldPaths paths;
  private final LossSettings settings;

  LossEvidence(Handle handle, FieldPaths paths, LossSettings settings) {
    this.handle = handle;
    this.paths = paths;
    this.settings = settings;
  }

  /**
   * Why some of a file's records are lost.
   *
   * @param code of silver's rejects; null if they have no id
   * @param sentence what the code means; null without code
   */
  record Cause(UUID fileId, String code, long records, long firstRecord, String sentence) {
    /** Returns the code's field; empty if it names none. */
    Optional<PayloadField> field() {
      if (code == null || code.startsWith("KEY_")) {
        return Optional.of(PayloadField.TRANSACTION_ID);
      }
      return Arrays.stream(PayloadField.values())
          .filter(field -> code.startsWith(field.name().replaceFirst("_.*", "") + "_"))
          .findFirst();
    }

    /** Returns true if a field is missing, so that the present names may explain it. */
    boolean lacks() {
      return code == null || code.endsWith("_MISSING") && field().isPresent();
    }
  }

  /** Returns each file's causes, the most common first. */
  Map<UUID, List<Cause>> causes(List<SettledFile> files) {
    return handle
        .createQuery(SQL.get("causes"))
        .bindArray("file_ids", UUID.class, ids(files))
        .map(ConstructorMapper.of(Cause.class))
        .stream()
        .collect(Collectors.groupingBy(Cause::fileId));
  }

  /**
   * A rejected value; messages may show only its form.
   *
   * @param value null if it is missing
   */
  record Value(UUID fileId, long recordNo, String value) {}

  /** Returns values of the causes' fields, from at most about a hundred records of each. */
  Map<UUID, List<Value>> values(List<Cause> causes) {
    List<Cause> told = causes.stream().filter(cause -> cause.field().isPresent()).toList();
    if (told.isEmpty()) {
      return Map.of();
    }
    return handle
        .createQuery(SQL.get("values"))
        .bindArray("file_ids", UUID.class, told.stream().map(Cause::fileId).toList())
        .bindArray("codes", String.class, told.stream().map(Cause::code).toList())
        .bindArray("firsts", Long.class, told.stream().map(Cause::firstRecord).toList())
        .bindArray(
            "steps",
            Long.class,
            told.stream().map(cause -> (cause.records() + SAMPLE - 1) / SAMPLE).toList())
        .bindArray(
            "paths",
            String.class,
            told.stream().map(cause -> lines(cause.field().orElseThrow())).toList())
        .map(ConstructorMapper.of(Value.class))
        .stream()
        .filter(value -> value.value() != null)
        .collect(Collectors.groupingBy(Value::fileId));
  }

  private String lines(PayloadField field) {
    return String.join("\n", paths.of(field));
  }

  /** Returns the names in these files' records. */
  SampledNames names(List<SettledFile> files) {
    return SampledNames.of(handle, files);
  }

  /** Returns, for each file, the number of a sampled record that lacks a field, if there is one. */
  Map<UUID, Long> lacking(List<SettledFile> files, List<JudgedField> fields) {
    return handle
        .createQuery(SQL.get("lacking_record"))
        .bindArray("file_ids", UUID.class, ids(files))
        .bindArray("steps", Long.class, files.stream().map(SettledFile::step).toList())
        .bindArray(
            "paths",
            String.class,
            fields.stream().map(field -> String.join("\n", field.paths())).toList())
        .map(
            (row, context) ->
                Map.entry(row.getObject("file_id", UUID.class), row.getLong("record_no")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * The last good file before the trouble, if bronze still holds it.
   *
   * @param names in its records
   */
  record GoodFile(String objectKey, Set<String> names) {}

  /** Returns the last good file before each subject's trouble. */
  Map<UUID, GoodFile> good(List<SubjectWalk> walks) {
    List<SettledFile> files = walks.stream().map(SubjectWalk::last).toList();
    List<OffsetDateTime> befores = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    for (SubjectWalk walk : walks) {
      befores.add(
          walk.before() == null || walk.endsBefore()
              ? walk.first().uploadedAt()
              : walk.before().raisedFrom());
      fields.add(
          walk.rule() instanceof GoneRule
              ? String.join(",", GoneFields.of(walk.trouble()).percents().keySet())
              : "");
    }
    return handle
        .createQuery(SQL.get("good_names"))
        .bindArray("file_ids", UUID.class, ids(files))
        .bindArray("device_ids", String.class, files.stream().map(SettledFile::deviceId).toList())
        .bindArray("subjects", String.class, files.stream().map(SettledFile::subject).toList())
        .bindArray("befores", OffsetDateTime.class, befores)
        .bindArray("fields", String.class, fields)
        .bind("prefix", settings.prefix())
        .bind("percent", settings.maxLostPercent())
        .map(
            (row, context) ->
                Map.entry(
                    row.getObject("file_id", UUID.class),
                    new GoodFile(row.getString("object_key"), texts(row.getArray("names")))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Set<String> texts(Array array) throws SQLException {
    return Set.of((String[]) array.getArray());
  }

  private static List<UUID> ids(List<SettledFile> files) {
    return files.stream().map(SettledFile::fileId).toList();
  }
}
