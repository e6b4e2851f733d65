package scout.activities.fields;

import java.util.List;
import java.util.Locale;
import scout.settings.Setting;
import scout.settings.SettingCatalog;

/** A field that Scout looks for in a record. */
public enum PayloadField {
  TRANSACTION_ID(SettingCatalog.PATHS_TRANSACTION_ID),
  STORE_ID(SettingCatalog.PATHS_STORE_ID),
  TIMESTAMP(SettingCatalog.PATHS_TIMESTAMP),
  AMOUNT(SettingCatalog.PATHS_AMOUNT),
  CURRENCY(SettingCatalog.PATHS_CURRENCY),
  PAYMENT_METHOD(SettingCatalog.PATHS_PAYMENT_METHOD),
  DEVICE_ID(SettingCatalog.PATHS_DEVICE_ID);

  private final Setting<List<String>> paths;

  PayloadField(Setting<List<String>> paths) {
    this.paths = paths;
  }

  /** Returns the payload's key when no path is set, e.g. {@code store_id}. */
  public String flatName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns silver's column. */
  public String column() {
    return this == TIMESTAMP ? "transaction_timestamp" : flatName();
  }

  /** Returns the setting that holds its paths. */
  public Setting<List<String>> paths() {
    return paths;
  }

  /** Returns the name of that setting, e.g. {@code SCOUT_PATHS_STORE_ID}. */
  public String setting() {
    return paths.name();
  }
}
