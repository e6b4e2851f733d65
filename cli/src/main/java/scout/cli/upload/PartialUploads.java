package scout.cli.upload;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** The interrupted uploads, each in its own file. */
public final class PartialUploads {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  /**
   * @param folder where they are stored; created with the first one
   */
  public PartialUploads(Path folder) {
    this.folder = folder;
  }

  /** The stored upload to the same place; empty if there is none, or none that is whole. */
  Optional<PartialUpload> find(PartialUpload wanted) throws IOException {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file(wanted)), PartialUpload.class))
          .filter(wanted::isOf);
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** Stores it; a reader sees the whole old or new state. */
  void keep(PartialUpload upload) throws IOException {
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, "upload", ".tmp");
    try {
      Files.write(draft, JSON.writeValueAsBytes(upload));
      Files.move(
          draft, file(upload), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Deletes it. */
  void forget(PartialUpload upload) throws IOException {
    Files.deleteIfExists(file(upload));
  }

  private Path file(PartialUpload upload) {
    String place = upload.endpoint() + "\n" + upload.bucket() + "\n" + upload.key();
    UUID name = UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
    return folder.resolve(name + ".json");
  }
}
