package scout.activities.models.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scout.models.ModelDeclaration;

/** Which other models a model's text names. What it really reads, PostgreSQL says later. */
final class ModelNames {
  /** Comments and literals, whose words name nothing; or a word. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "--[^\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|([A-Za-z_][A-Za-z0-9_]*)", Pattern.DOTALL);

  private final Map<String, ModelDeclaration> models = new LinkedHashMap<>();
  private final Map<String, Set<String>> named = new LinkedHashMap<>();

  ModelNames(List<ModelDeclaration> declared) {
    declared.forEach(model -> models.put(model.table(), model));
    declared.forEach(model -> named.put(model.table(), named(model)));
  }

  private Set<String> named(ModelDeclaration model) {
    Set<String> words = new HashSet<>();
    Matcher token = TOKEN.matcher(model.query());
    while (token.find()) {
      if (token.group(1) != null) {
        words.add(token.group(1).toLowerCase(Locale.ROOT));
      }
    }
    words.retainAll(models.keySet());
    words.remove(model.table());
    return words;
  }

  /** The models that this one names. */
  Set<String> of(String table) {
    return named.get(table);
  }

  /** The models, each behind those that it names; without those in a cycle or behind one. */
  List<ModelDeclaration> inOrder() {
    List<ModelDeclaration> ordered = new ArrayList<>();
    Set<String> done = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (ModelDeclaration model : models.values()) {
        if (!done.contains(model.table()) && done.containsAll(named.get(model.table()))) {
          done.add(model.table());
          ordered.add(model);
          more = true;
        }
      }
    }
    return ordered;
  }

  /** The tables of a cycle, the first again at its end; empty if there is none. */
  List<String> cycle() {
    Set<String> done = new HashSet<>();
    inOrder().forEach(model -> done.add(model.table()));
    for (String first : models.keySet()) {
      if (!done.contains(first)) {
        return walk(first, done);
      }
    }
    return List.of();
  }

  /** Each table that is left names another that is left, so the walk comes back. */
  private List<String> walk(String first, Set<String> done) {
    List<String> path = new ArrayList<>();
    String at = first;
    while (!path.contains(at)) {
      path.add(at);
      at =
          named.get(at).stream()
              .filter(next -> !done.contains(next))
              .sorted()
              .findFirst()
              .orElseThrow();
    }
    List<String> cycle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
    cycle.add(at);
    return cycle;
  }
}
