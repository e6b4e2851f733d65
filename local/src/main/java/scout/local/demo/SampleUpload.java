package scout.local.demo;

import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import scout.cli.upload.FileFacts;
import scout.local.home.LocalException;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.storage.UploadStore;

/** Uploads the samples as a device would: with its credential, over S3. */
final class SampleUpload {
  private static final String README = "README.md";

  private SampleUpload() {}

  /** Uploads every promised file, in the order of names; a file without a promise is an error. */
  static void run(Path samples, List<ExpectedOutcome> promises, Settings settings)
      throws IOException, MinioException {
    Set<String> promised = promises.stream().map(ExpectedOutcome::file).collect(Collectors.toSet());
    Set<String> files = files(samples);
    if (!files.equals(promised)) {
      Set<String> both = new TreeSet<>(files);
      both.retainAll(promised);
      Set<String> odd = new TreeSet<>(files);
      odd.addAll(promised);
      odd.removeAll(both);
      throw new LocalException("The samples and the table in their README differ: " + odd);
    }
    try (UploadStore device = new UploadStore(StorageSettings.device(settings))) {
      for (String file : new TreeSet<>(files)) {
        Path path = samples.resolve(file);
        try (InputStream content = Files.newInputStream(path)) {
          device.put(
              StorageSettings.prefix(settings) + file,
              content,
              Files.size(path),
              FileFacts.of(path).metadata());
        }
      }
    }
  }

  /** The folder's files without its README, and without folders that have one of their own. */
  private static Set<String> files(Path samples) throws IOException {
    try (Stream<Path> paths = Files.walk(samples)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> isSample(samples, samples.relativize(path)))
          .map(path -> samples.relativize(path).toString())
          .collect(Collectors.toSet());
    }
  }

  private static boolean isSample(Path samples, Path file) {
    Path folder = file.getName(0);
    return file.getNameCount() == 1
        ? !README.equals(file.toString())
        : !Files.exists(samples.resolve(folder).resolve(README));
  }
}
