package scout.activities.losses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;
import scout.models.RecordKey;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.AlertSeverity;

/** Writes how many of a file's records became no sale, and the most common cause. */
final class LostMessages {
  private static final int FORMS = 3;

  private final LossEvidence evidence;
  private final FieldPaths paths;
  private final RecordKey key;
  private final SeenNames seen;

  LostMessages(LossEvidence evidence, FieldPaths paths, RecordKey key, List<JudgedField> fields) {
    this.evidence = evidence;
    this.paths = paths;
    this.key = key;
    this.seen = new SeenNames(fields);
  }

  /** Returns one alert for each walk, in order. */
  List<Alert> of(List<SubjectWalk> walks) {
    List<SettledFile> files = walks.stream().map(SubjectWalk::last).toList();
    Map<UUID, List<LossEvidence.Cause>> causes = evidence.causes(files);
    List<LossEvidence.Cause> rejects = new ArrayList<>();
    List<SubjectWalk> lacking = new ArrayList<>();
    for (SubjectWalk walk : walks) {
      LossEvidence.Cause top = causes.get(walk.last().fileId()).get(0);
      if (top.lacks()) {
        lacking.add(walk);
      } else {
        rejects.add(top);
      }
    }
    Map<UUID, List<LossEvidence.Value>> values = evidence.values(rejects);
    SampledNames names = evidence.names(lacking.stream().map(SubjectWalk::last).toList());
    Map<UUID, LossEvidence.GoodFile> good = lacking.isEmpty() ? Map.of() : evidence.good(lacking);
    return files.stream()
        .map(
            file -> {
              List<LossEvidence.Cause> all = causes.get(file.fileId());
              String why =
                  all.get(0).lacks()
                      ? lack(file, all.get(0), names, good)
                      : reject(all.get(0), values.getOrDefault(file.fileId(), List.of()));
              return alert(file, all, why);
            })
        .toList();
  }

  private static Alert alert(SettledFile file, List<LossEvidence.Cause> causes, String why) {
    String key = FileWords.key(file.objectKey());
    String next =
        causes.get(0).lacks()
            ? "./scout fit "
                + key
                + (causes.get(0).code() == null
                    ? " proposes the paths."
                    : " proposes the settings.")
            : "./scout file "
                + key
                + " lists the records, ./scout fit "
                + key
                + " proposes the settings.";
    return new Alert(
        AlertKind.FILE_LOST,
        file.lost() == file.loaded() ? AlertSeverity.CRITICAL : AlertSeverity.WARNING,
        file.subject(),
        word(causes.get(0)),
        String.format(
            "%d of %d records of %s became transactions: %s%s. %s",
            file.loaded() - file.allLost(), file.loaded(), key, why, others(causes), next));
  }

  private static String word(LossEvidence.Cause cause) {
    return cause.code() == null ? "NO_ID" : cause.code();
  }

  private static String others(List<LossEvidence.Cause> causes) {
    return causes.stream()
        .skip(1)
        .map(cause -> "; beside that " + cause.records() + " times " + word(cause))
        .collect(Collectors.joining());
  }

  private String lack(
      SettledFile file,
      LossEvidence.Cause cause,
      SampledNames names,
      Map<UUID, LossEvidence.GoodFile> good) {
    PayloadField field = cause.field().orElseThrow();
    if (cause.code() == null && key.composed()) {
      return who(file, cause, "whole key of " + key.words());
    }
    return who(file, cause, field.flatName()) + there(file, field, names, good.get(file.fileId()));
  }

  private static String who(SettledFile file, LossEvidence.Cause cause, String field) {
    return cause.records() == file.loaded()
        ? "none has " + field
        : String.format(
            "%d have no %s, first record %d", cause.records(), field, cause.firstRecord());
  }

  private String there(
      SettledFile file, PayloadField field, SampledNames names, LossEvidence.GoodFile good) {
    List<SampledNames.Name> own = names.of(file.fileId());
    Optional<String> twin = names.twin(file.fileId(), paths.of(field), 0);
    if (twin.isPresent()) {
      return ", but they have " + ValueForm.ofName(twin.get()) + ", which is written otherwise";
    }
    Optional<String> delimiter = seen.delimiter(own);
    if (delimiter.isPresent()) {
      return "; each has a single column, which " + delimiter.get() + " seems to part";
    }
    Optional<String> page = seen.page(own);
    if (page.isPresent() && field == PayloadField.TRANSACTION_ID) {
      return "; each is a page, whose records seem to lie in " + ValueForm.ofName(page.get());
    }
    boolean blank = own.stream().anyMatch(name -> paths.of(field).contains(name.name()));
    Set<String> known = good == null ? Set.of() : good.names();
    return (blank ? ", though the name is there" : "")
        + seen.others(own, known).map(others -> "; they have " + others).orElse("")
        + lackedToo(file, field);
  }

  /** Names the other fields, except the device id, that no record has. */
  private static String lackedToo(SettledFile file, PayloadField field) {
    String lacked =
        Arrays.stream(PayloadField.values())
            .filter(other -> other != field && other != PayloadField.DEVICE_ID)
            .map(PayloadField::flatName)
            .filter(name -> file.nulls().of(name) == file.loaded())
            .collect(Collectors.joining(", "));
    return lacked.isEmpty() ? "" : "; none has " + lacked + " either";
  }

  /** The forms of rejected values, the most common first, each with its first record. */
  private static String reject(LossEvidence.Cause cause, List<LossEvidence.Value> values) {
    Map<String, Long> count = new LinkedHashMap<>();
    Map<String, Long> first = new LinkedHashMap<>();
    for (LossEvidence.Value value : values) {
      String form = ValueForm.of(value.value());
      count.merge(form, 1L, Long::sum);
      first.putIfAbsent(form, value.recordNo());
    }
    String like =
        count.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(FORMS)
            .map(form -> form.getKey() + " in record " + first.get(form.getKey()))
            .collect(Collectors.joining(", "));
    return String.format(
        "%d were rejected because %s (%s), %s",
        cause.records(),
        cause.sentence(),
        cause.code(),
        like.isEmpty() ? "the first is record " + cause.firstRecord() : "such as " + like);
  }
}
