package scout.activities.losses;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import scout.activities.fields.FieldPaths;
import scout.models.RecordKey;
import scout.schema.SqlFile;
import scout.schema.alerts.Alert;
import scout.schema.alerts.Alerts;
import scout.workflows.refresh.LostRecords;

/**
 * Judges a batch of settled files in upload order. Records that became no sale, and missing fields,
 * open one alert per device and kind; a good file uploaded later ends it. It runs in the
 * transaction that settled the files, after the ledger has their counts.
 */
public final class LossJudgement {
  static final SqlFile SQL = SqlFile.load(LossJudgement.class, "/scout/schema/layers/losses.sql");

  private final Handle handle;
  private final FieldPaths paths;
  private final RecordKey key;
  private final List<JudgedField> fields;
  private final LossSettings settings;

  /**
   * @param handle in the batch's transaction, with its working tables
   * @param paths where Scout's own fields are found
   * @param key what tells one sale from another
   * @param declared the fields that the source declares, if the ledger counts them in every file
   */
  public LossJudgement(
      Handle handle,
      FieldPaths paths,
      RecordKey key,
      List<JudgedField> declared,
      LossSettings settings) {
    this.handle = handle;
    this.paths = paths;
    this.key = key;
    this.fields = JudgedField.all(paths, key, declared);
    this.settings = settings;
  }

  /**
   * Judges files that a refresh settled. Each file in trouble raises its device's alert.
   *
   * @return what became of their records
   */
  public BatchOutcome ofRefresh() {
    return judge(false);
  }

  /**
   * Judges files that a rebuild settled again. Ends alerts that no longer hold. Opens alerts unless
   * a good file followed. Doesn't count known trouble again.
   */
  public void ofRebuild() {
    judge(true);
  }

  /** Judges only which ids are shared, after rows got other keys. */
  public void ofOtherKeys() {
    new SharedIds(handle, key, settings).judge(true);
  }

  private BatchOutcome judge(boolean rebuild) {
    Concerns concerns =
        handle
            .createQuery(SQL.get("concerns"))
            .bind("percent", settings.maxLostPercent())
            .map(ConstructorMapper.of(Concerns.class))
            .one();
    if (concerns.losses()) {
      judgeLosses(rebuild);
    }
    if (concerns.shared()) {
      new SharedIds(handle, key, settings).judge(rebuild);
    }
    return new BatchOutcome(
        concerns.transactions(),
        new LostRecords(concerns.unkeyed(), concerns.rejected(), concerns.overridden()));
  }

  private void judgeLosses(boolean rebuild) {
    List<OpenTrouble> open =
        handle
            .createQuery(SQL.get("open_alerts"))
            .map(ConstructorMapper.of(OpenTrouble.class))
            .list();
    List<SettledFile> files = files(open);
    List<SettledFile> renamed =
        files.stream()
            .filter(file -> GoneRule.mayBeRenamed(file, settings.maxLostPercent()))
            .toList();
    LostRule lost = new LostRule(settings);
    GoneRule gone = new GoneRule(settings, fields, SampledNames.of(handle, renamed));
    LossEvidence evidence = new LossEvidence(handle, paths, settings);
    settle(
        walks(lost, files, open),
        rebuild,
        walks -> new LostMessages(evidence, paths, key, fields).of(walks));
    settle(
        walks(gone, files, open), rebuild, walks -> new GoneMessages(evidence, fields).of(walks));
  }

  private List<SettledFile> files(List<OpenTrouble> open) {
    return handle
        .createQuery(SQL.get("files"))
        .bind("percent", settings.maxLostPercent())
        .bind("prefix", settings.prefix())
        .bindArray("subjects", String.class, open.stream().map(OpenTrouble::subject).toList())
        .map(SettledFile.MAPPER)
        .list();
  }

  private static List<SubjectWalk> walks(
      LossRule rule, List<SettledFile> files, List<OpenTrouble> open) {
    Map<String, OpenTrouble> known = new HashMap<>();
    open.stream()
        .filter(trouble -> trouble.kind().equals(rule.kind().word()))
        .forEach(trouble -> known.put(trouble.subject(), trouble));
    Map<String, SubjectWalk> walks = new LinkedHashMap<>();
    for (SettledFile file : files) {
      walks
          .computeIfAbsent(
              file.subject(), subject -> new SubjectWalk(rule, subject, known.get(subject)))
          .take(file);
    }
    return List.copyOf(walks.values());
  }

  /** Writes what each walk found as alerts. */
  @FunctionalInterface
  private interface Words {
    List<Alert> of(List<SubjectWalk> walks);
  }

  private void settle(List<SubjectWalk> walks, boolean rebuild, Words words) {
    if (walks.isEmpty()) {
      return;
    }
    LossRule rule = walks.get(0).rule();
    Alerts.resolveAll(handle, rule.kind(), subjects(walks, SubjectWalk::endsBefore));
    List<SubjectWalk> raising =
        walks.stream().filter(walk -> walk.raises() > 0 && !(rebuild && overtaken(walk))).toList();
    if (!raising.isEmpty()) {
      List<Alert> alerts = words.of(raising);
      Alerts.openAll(handle, alerts);
      note(raising, alerts, rebuild);
    }
    Alerts.resolveAll(handle, rule.kind(), subjects(walks, SubjectWalk::endsAfter));
    Alerts.resolveAll(
        handle, rule.kind(), subjects(walks, walk -> walk.mayBeOver() && !stands(walk)));
  }

  private static List<String> subjects(List<SubjectWalk> walks, Predicate<SubjectWalk> which) {
    return walks.stream().filter(which).map(SubjectWalk::subject).toList();
  }

  private boolean overtaken(SubjectWalk walk) {
    return walk.rule().overtaken(handle, walk.subject(), walk.last().uploadedAt(), walk.trouble());
  }

  private boolean stands(SubjectWalk walk) {
    return walk.rule().stands(handle, walk.subject(), walk.before().raisedFrom(), walk.trouble());
  }

  private void note(List<SubjectWalk> raising, List<Alert> alerts, boolean rebuild) {
    List<Long> files = new ArrayList<>();
    List<OffsetDateTime> firsts = new ArrayList<>();
    List<OffsetDateTime> lasts = new ArrayList<>();
    for (SubjectWalk walk : raising) {
      boolean known = walk.before() != null && !walk.endsBefore();
      files.add(rebuild && known ? 0 : walk.raises());
      firsts.add(walk.first().uploadedAt());
      lasts.add(walk.last().uploadedAt());
    }
    RaisedBy.note(
        handle,
        alerts,
        files,
        firsts,
        lasts,
        raising.stream().map(walk -> walk.last().objectKey()).toList());
  }

  /**
   * What has to be judged.
   *
   * @param transactions records that became one
   * @param losses true if a file may be in trouble or an alert is open
   * @param shared true if ids may be shared
   */
  record Concerns(
      long transactions,
      long unkeyed,
      long rejected,
      long overridden,
      boolean losses,
      boolean shared) {}
}
