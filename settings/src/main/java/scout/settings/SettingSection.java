package scout.settings;

import java.util.List;

/**
 * Settings that belong together.
 *
 * @param title the heading of their table in docs/configuration.md
 */
public record SettingSection(String title, List<Setting<?>> settings) {
  public SettingSection {
    settings = List.copyOf(settings);
  }
}
