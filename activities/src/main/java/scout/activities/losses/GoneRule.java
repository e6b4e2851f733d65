package scout.activities.losses;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import scout.activities.fields.PayloadField;
import scout.schema.SqlFile;
import scout.schema.alerts.AlertKind;

/**
 * Raises when a field that the device sent before is missing or is spelled differently. A field
 * that the device never sent raises nothing.
 */
final class GoneRule implements LossRule {
  private static final SqlFile SQL = LossJudgement.SQL;
  private static final int HALF = 50;

  /** A field counts as sent before if at most this percentage of records lacked it. */
  private static final int USUAL = 5;

  private final LossSettings settings;
  private final List<JudgedField> fields;
  private final SampledNames names;

  /**
   * @param names in the files for which {@link #mayBeRenamed} is true
   */
  GoneRule(LossSettings settings, List<JudgedField> fields, SampledNames names) {
    this.settings = settings;
    this.fields = fields;
    this.names = names;
  }

  /** Returns whether the file's names may show that a field is spelled differently. */
  static boolean mayBeRenamed(SettledFile file, int percent) {
    return file.counts()
        && file.nulls().records().keySet().stream().anyMatch(field -> isNews(file, field, percent));
  }

  private static boolean isNews(SettledFile file, String field, int percent) {
    return file.news()
        && !PayloadField.DEVICE_ID.flatName().equals(field)
        && file.nulls().exceeds(field, percent, file.loaded())
        && !file.before(field).exceeds(percent);
  }

  @Override
  public AlertKind kind() {
    return AlertKind.FIELD_GONE;
  }

  @Override
  public Optional<String> trouble(SettledFile file, String open) {
    GoneFields known = GoneFields.of(open).among(fields);
    Map<String, Integer> gone = new TreeMap<>();
    for (JudgedField field : fields.stream().filter(JudgedField::counted).toList()) {
      String name = field.name();
      if (isNews(file, name, HALF)
          && file.before(name).loaded() > 0
          && !file.before(name).exceeds(USUAL)) {
        gone.put(name, HALF);
      } else if (isNews(file, name, settings.maxLostPercent())
          && names.twin(file.fileId(), field.paths(), settings.maxLostPercent()).isPresent()) {
        gone.put(name, settings.maxLostPercent());
      }
    }
    boolean troubled = !gone.isEmpty() || known.in(file.nulls(), file.loaded());
    return troubled ? Optional.of(known.and(gone).cause()) : Optional.empty();
  }

  @Override
  public boolean before(SettledFile file, String trouble) {
    return GoneFields.of(trouble).in(file.lastNulls(), file.lastLoaded());
  }

  @Override
  public boolean stands(Handle handle, String subject, OffsetDateTime since, String trouble) {
    return ask(handle, "lack_stands", subject, since, trouble);
  }

  @Override
  public boolean overtaken(Handle handle, String subject, OffsetDateTime since, String trouble) {
    return ask(handle, "lack_overtaken", subject, since, trouble);
  }

  private boolean ask(
      Handle handle, String question, String subject, OffsetDateTime since, String trouble) {
    Map<String, Integer> percents = GoneFields.of(trouble).percents();
    return handle
        .createQuery(SQL.get(question))
        .bind("subject", subject)
        .bind("since", since)
        .bind("prefix", settings.prefix())
        .bindArray("fields", String.class, percents.keySet())
        .bindArray("percents", Integer.class, percents.values())
        .mapTo(boolean.class)
        .one();
  }
}
