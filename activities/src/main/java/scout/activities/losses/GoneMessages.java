package scout.activities.losses;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;

/** Writes which fields a device's records lack, since when, and which names are new since then. */
final class GoneMessages {
  private final LossEvidence evidence;
  private final List<JudgedField> fields;
  private final SeenNames seen;

  GoneMessages(LossEvidence evidence, List<JudgedField> fields) {
    this.evidence = evidence;
    this.fields = fields;
    this.seen = new SeenNames(fields);
  }

  /** Returns one alert for each walk, in order. */
  List<Alert> of(List<SubjectWalk> walks) {
    List<SettledFile> files = walks.stream().map(SubjectWalk::last).toList();
    SampledNames names = evidence.names(files);
    Map<UUID, LossEvidence.GoodFile> good = evidence.good(walks);
    Map<UUID, Long> examples =
        evidence.lacking(files, walks.stream().map(walk -> fields(walk).get(0)).toList());
    return walks.stream()
        .map(
            walk ->
                alert(
                    walk,
                    names,
                    good.get(walk.last().fileId()),
                    examples.get(walk.last().fileId())))
        .toList();
  }

  /** Returns the fields that the last raising file lacks. */
  private List<JudgedField> fields(SubjectWalk walk) {
    SettledFile file = walk.last();
    Map<String, Integer> percents = GoneFields.of(walk.trouble()).percents();
    return fields.stream()
        .filter(
            field ->
                percents.containsKey(field.name())
                    && file.nulls()
                        .exceeds(field.name(), percents.get(field.name()), file.loaded()))
        .toList();
  }

  private Alert alert(
      SubjectWalk walk, SampledNames names, LossEvidence.GoodFile good, Long example) {
    SettledFile file = walk.last();
    OffsetDateTime since =
        walk.before() == null || walk.endsBefore()
            ? walk.first().uploadedAt()
            : walk.before().raisedFrom();
    String key = FileWords.key(file.objectKey());
    String message =
        String.format(
            "Since the upload of %s: of %d records of %s %s%s%s. ./scout fit %s proposes the"
                + " paths.",
            since.toInstant().truncatedTo(ChronoUnit.SECONDS),
            file.loaded(),
            key,
            lacks(walk),
            example == null ? "" : ", such as record " + example,
            came(walk, names, good),
            key);
    return Alert.of(AlertKind.FIELD_GONE, file.subject(), message).withCause(walk.trouble());
  }

  private String lacks(SubjectWalk walk) {
    FieldCounts nulls = walk.last().nulls();
    return fields(walk).stream()
        .map(field -> nulls.of(field.name()) + " lack " + field.name())
        .collect(Collectors.joining(", "));
  }

  private String came(SubjectWalk walk, SampledNames names, LossEvidence.GoodFile good) {
    UUID file = walk.last().fileId();
    String twins =
        fields(walk).stream()
            .flatMap(field -> names.twin(file, field.paths(), 0).stream())
            .map(ValueForm::ofName)
            .distinct()
            .collect(Collectors.joining(", "));
    if (!twins.isEmpty()) {
      return "; in place of it they have " + twins;
    }
    Set<String> known = good == null ? Set.of() : good.names();
    Optional<String> others = seen.others(names.of(file), known);
    if (good == null) {
      return others.map(shown -> "; they have " + shown).orElse("");
    }
    String than = " which the records of " + FileWords.key(good.objectKey()) + " did not have";
    return others.map(shown -> "; they have " + shown + "," + than).orElse("");
  }
}
