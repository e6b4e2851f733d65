package scout.activities.layers;

import org.jdbi.v3.core.Handle;

/**
 * Types records that are in no table of Scout's by the source in force, as silver would: with its
 * key, its own columns and its child tables. It needs a session of its own, in one transaction.
 */
public final class SourceTrial {
  private final Handle handle;
  private final DeclaredSource source;
  private final LayerSettings settings;

  private SourceTrial(Handle handle, DeclaredSource source, LayerSettings given) {
    this.handle = handle;
    this.source = source;
    this.settings = source.applied(given);
  }

  /**
   * Makes the working tables for the source in force.
   *
   * @param given the settings, without what the source declares
   */
  public static SourceTrial inForce(Handle handle, LayerSettings given) {
    DeclaredSource source = DeclaredSource.inForce(handle);
    SilverSql.of(source).makeWorkingTables(handle);
    return new SourceTrial(handle, source, given);
  }

  /** The settings, with what the source declares of the shipped fields. */
  public LayerSettings settings() {
    return settings;
  }

  /**
   * Types the records of the files in {@code settle_file} into {@code settle_row}.
   *
   * @param records as {@link RecordTyping#run(Handle, String)} takes it
   */
  public void type(String records) {
    RecordTyping.of(settings, source).run(handle, records);
    new ChildTables(handle, settings, SilverSql.of(source)).read();
  }
}
