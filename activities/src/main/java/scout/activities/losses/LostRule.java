package scout.activities.losses;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;
import scout.schema.alerts.AlertKind;

/** Raises when too many of a file's records have no id or were rejected by silver. */
final class LostRule implements LossRule {
  private static final SqlFile SQL = LossJudgement.SQL;

  private final LossSettings settings;

  LostRule(LossSettings settings) {
    this.settings = settings;
  }

  @Override
  public AlertKind kind() {
    return AlertKind.FILE_LOST;
  }

  @Override
  public Optional<String> trouble(SettledFile file, String open) {
    return tooMany(file.lost(), file.loaded()) ? Optional.of("lost") : Optional.empty();
  }

  @Override
  public boolean before(SettledFile file, String trouble) {
    return tooMany(file.lastLost(), file.lastLoaded());
  }

  private boolean tooMany(long lost, long loaded) {
    return lost * 100 > settings.maxLostPercent() * loaded;
  }

  @Override
  public boolean stands(Handle handle, String subject, OffsetDateTime since, String trouble) {
    return ask(handle, "lost_stands", subject, since);
  }

  @Override
  public boolean overtaken(Handle handle, String subject, OffsetDateTime since, String trouble) {
    return ask(handle, "lost_overtaken", subject, since);
  }

  private boolean ask(Handle handle, String question, String subject, OffsetDateTime since) {
    return handle
        .createQuery(SQL.get(question))
        .bind("subject", subject)
        .bind("since", since)
        .bind("prefix", settings.prefix())
        .bind("percent", settings.maxLostPercent())
        .mapTo(boolean.class)
        .one();
  }
}
