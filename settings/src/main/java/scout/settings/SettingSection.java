package scout.settings;

import java.util.List;

/**
 * Settings that belong together.
 *
 * @param title the heading of their table in docs/configuration.md
 */
record SettingSection(String title, List<Setting<?>> settings) {
  SettingSection {
    settings = List.copyOf(settings);
  }
}
