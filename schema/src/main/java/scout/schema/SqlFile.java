package scout.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code .sql} resource with named statements: a line {@code -- name: collect} starts one.
 * Parameters are written {@code :name} and always bound.
 */
public final class SqlFile {
  private static final Pattern NAME = Pattern.compile("(?m)^-- name: (\\w+)\\s*$");

  private final String resource;
  private final Map<String, String> statements = new LinkedHashMap<>();

  private SqlFile(String resource, String text) {
    this.resource = resource;
    Matcher names = NAME.matcher(text);
    String name = null;
    int begin = 0;
    while (names.find()) {
      add(name, text.substring(begin, names.start()));
      name = names.group(1);
      begin = names.end();
    }
    add(name, text.substring(begin));
  }

  private SqlFile(String resource, Map<String, String> statements) {
    this.resource = resource;
    this.statements.putAll(statements);
  }

  private void add(String name, String statement) {
    if (name != null && statements.put(name, statement.strip()) != null) {
      throw new IllegalArgumentException(resource + " has two statements named " + name);
    }
  }

  /**
   * Reads a resource.
   *
   * @param owner a class in the resource's package
   * @param path relative to the class's package, or absolute with a leading slash
   */
  public static SqlFile load(Class<?> owner, String path) {
    try (InputStream in = owner.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no resource " + path + " beside " + owner);
      }
      return new SqlFile(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same statements, each as the function returns it: for fragments that several share. */
  public SqlFile filled(UnaryOperator<String> fragments) {
    Map<String, String> filled = new LinkedHashMap<>(statements);
    filled.replaceAll((name, statement) -> fragments.apply(statement));
    return new SqlFile(resource, filled);
  }

  /** The statement of this name; throws IllegalArgumentException if there is none. */
  public String get(String name) {
    String statement = statements.get(name);
    if (statement == null) {
      throw new IllegalArgumentException(resource + " has no statement named " + name);
    }
    return statement;
  }

  /** All statements by name, in the order of the file. */
  public Map<String, String> all() {
    return Map.copyOf(statements);
  }
}
