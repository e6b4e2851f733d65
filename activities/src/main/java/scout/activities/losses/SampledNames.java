package scout.activities.losses;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import scout.activities.fields.FoldedName;

/** The top-level names in a sample of each file's records, the most common first. */
final class SampledNames {
  private static final SampledNames NONE = new SampledNames(Map.of());

  private final Map<UUID, List<Name>> byFile;

  private SampledNames(Map<UUID, List<Name>> byFile) {
    this.byFile = byFile;
  }

  /** Samples about a hundred records of each file, spread over it. */
  static SampledNames of(Handle handle, List<SettledFile> files) {
    if (files.isEmpty()) {
      return NONE;
    }
    return new SampledNames(
        handle
            .createQuery(LossJudgement.SQL.get("names"))
            .bindArray("file_ids", UUID.class, files.stream().map(SettledFile::fileId).toList())
            .bindArray("steps", Long.class, files.stream().map(SettledFile::step).toList())
            .map(ConstructorMapper.of(Name.class))
            .stream()
            .collect(Collectors.groupingBy(Name::fileId)));
  }

  List<Name> of(UUID fileId) {
    return byFile.getOrDefault(fileId, List.of());
  }

  /**
   * Returns the differently spelled name of a field, if more than {@code percent} of the records
   * have it.
   */
  Optional<String> twin(UUID fileId, List<String> paths, int percent) {
    return of(fileId).stream()
        .filter(name -> !name.nested())
        .filter(name -> name.records() * 100 > percent * name.sampled())
        .map(Name::name)
        .filter(name -> paths.stream().anyMatch(path -> FoldedName.differsOnly(path, name)))
        .findFirst();
  }

  /**
   * A name.
   *
   * @param records how many sampled records have it
   * @param sampled how many records were sampled
   * @param objects true if one of its values is an array of objects
   * @param nested true if it is a path to a member of an object in the record
   */
  record Name(
      UUID fileId, String name, long records, long sampled, boolean objects, boolean nested) {}
}
