package scout.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models that Scout ships. A person's file of the same name replaces one of them. */
public final class ShippedModels {
  private static final List<ModelDeclaration> DECLARATIONS =
      List.of(parse("gold_store_daily_summary.sql"), parse("platinum_store_features.sql"));

  /** Views and tools of old know these by their names. */
  private static final Map<String, String> QUEUES =
      Map.of(
          "gold_store_daily_summary", "gold_outbox", "platinum_store_features", "platinum_outbox");

  private ShippedModels() {}

  /** What their files say, each behind those that it reads. */
  public static List<ModelDeclaration> declarations() {
    return DECLARATIONS;
  }

  /** Returns true if Scout ships a table of this name. */
  public static boolean contains(String table) {
    return QUEUES.containsKey(table);
  }

  /**
   * The table in which store-days wait for a model of this name, of its own; empty for all other
   * models, which share one.
   */
  public static Optional<String> queue(String table) {
    return Optional.ofNullable(QUEUES.get(table));
  }

  /** Returns the file of a table that Scout ships. */
  public static String text(String table) {
    return read(table + ".sql");
  }

  private static ModelDeclaration parse(String file) {
    return ModelParser.shipped(file, read(file));
  }

  private static String read(String file) {
    try (InputStream in = ShippedModels.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
