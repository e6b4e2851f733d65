package scout.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a folder declares.
 *
 * @param source the records' fields; empty if the folder holds none and Scout's own is in force
 * @param models those of the folder, and Scout's own that it doesn't replace, in the order of their
 *     names
 * @param references in the order of their names
 * @param tests in the order of their files
 */
public record Declaration(
    Optional<SourceDeclaration> source,
    List<ModelDeclaration> models,
    List<ReferenceDeclaration> references,
    List<ModelTest> tests) {
  private static final Comparator<DeclarationProblem> BY_PLACE =
      Comparator.comparing(DeclarationProblem::file).thenComparing(DeclarationProblem::line);

  public Declaration {
    models = List.copyOf(models);
    references = List.copyOf(references);
    tests = List.copyOf(tests);
  }

  /**
   * Reads the files.
   *
   * @throws DeclarationException with everything that is wrong in any of them
   */
  public static Declaration of(DeclarationFiles files) {
    return new Reading(files.texts()).declaration();
  }

  /** The source in force: the declared one, or Scout's own. */
  public SourceDeclaration sourceInForce() {
    return source.orElseGet(ShippedSource::declaration);
  }

  /** A model by the name of its table. */
  public Optional<ModelDeclaration> model(String table) {
    return models.stream().filter(model -> model.table().equals(table)).findFirst();
  }

  /** Reference data by the name of its table. */
  public Optional<ReferenceDeclaration> reference(String table) {
    return references.stream().filter(each -> each.table().equals(table)).findFirst();
  }

  /** Reads file by file, and keeps what is wrong. */
  private static final class Reading {
    private final Map<String, String> texts;
    private final List<DeclarationProblem> problems = new ArrayList<>();
    private final List<ModelDeclaration> models = new ArrayList<>();
    private final List<ReferenceDeclaration> references = new ArrayList<>();
    private final List<ModelTest> tests = new ArrayList<>();
    private Optional<SourceDeclaration> source = Optional.empty();

    Reading(Map<String, String> texts) {
      this.texts = texts;
    }

    Declaration declaration() {
      texts.forEach(this::read);
      ShippedModels.declarations().stream().filter(own -> !has(own.table())).forEach(models::add);
      models.sort(Comparator.comparing(ModelDeclaration::table));
      tests.forEach(this::checkTest);
      if (!problems.isEmpty()) {
        throw new DeclarationException(problems.stream().sorted(BY_PLACE).toList());
      }
      return new Declaration(source, models, references, tests);
    }

    private void read(String file, String text) {
      if (file.endsWith(".sql")) {
        keeping(() -> models.add(ModelParser.parse(file, text)));
      } else if (file.endsWith(".csv")) {
        Optional<String> types = Optional.ofNullable(texts.get(DeclaredName.table(file) + ".yaml"));
        keeping(() -> references.add(ReferenceParser.parse(file, text, types)));
      } else if (file.endsWith(ModelTestParser.ENDING)) {
        keeping(() -> tests.addAll(ModelTestParser.parse(file, text)));
      } else if (file.equals(ShippedSource.FILE)) {
        keeping(() -> source = Optional.of(SourceParser.parse(file, text)));
      } else if (!texts.containsKey(DeclaredName.table(file) + ".csv")) {
        problems.add(
            new DeclarationProblem(
                file,
                0,
                "FILE_UNKNOWN",
                "The file declares nothing.",
                "A source is "
                    + ShippedSource.FILE
                    + ", a test TABLE.test.yaml, types of reference data ref_NAME.yaml beside"
                    + " ref_NAME.csv."));
      }
    }

    private void keeping(Runnable reading) {
      try {
        reading.run();
      } catch (DeclarationException e) {
        problems.addAll(e.problems());
      }
    }

    private boolean has(String table) {
      return texts.containsKey(table + ".sql");
    }

    private void checkTest(ModelTest test) {
      if (!has(test.table()) && !ShippedModels.contains(test.table())) {
        problems.add(
            new DeclarationProblem(
                test.file(),
                0,
                "TEST_WITHOUT_MODEL",
                "There is no model " + test.table() + ".",
                "Name the file after its model, or remove it."));
      }
    }
  }
}
