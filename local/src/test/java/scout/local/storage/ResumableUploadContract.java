package scout.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import scout.cli.upload.FileFacts;
import scout.cli.upload.PartialUploads;
import scout.cli.upload.ResumableUpload;
import scout.settings.StorageSettings;
import scout.storage.ObjectStore;
import scout.storage.StoredObject;
import scout.storage.UploadStore;

/** Large uploads with a credential that may upload and nothing else, on each kind of store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ResumableUploadContract {
  private static final String KEY = "scout/v1/bronze/till-01/large one.jsonl";
  private static final long MIB = 1L << 20;
  private static final int PART = 16;
  private static final int SIZE = 33;

  @TempDir Path kept;
  private Path file;

  /** Where the bucket is. */
  abstract StorageSettings settings();

  /** With the device's credential. */
  abstract UploadStore device();

  /** With the service's credential. */
  abstract ObjectStore service();

  @BeforeEach
  void aLargeFile(@TempDir Path folder) throws Exception {
    file = folder.resolve("large one.jsonl");
    write(7);
    service().writer().put(KEY, new ByteArrayInputStream(new byte[1]), 1);
  }

  private void write(long seed) throws Exception {
    byte[] content = new byte[(int) (SIZE * MIB)];
    new Random(seed).nextBytes(content);
    // text, since of other bytes nobody counts lines
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) ('0' + (content[i] & 31));
    }
    content[content.length - 1] = '\n';
    Files.write(file, content);
  }

  /** Keeps what it is told; throws after so many parts, as a kill would end the process. */
  private static final class Told implements ResumableUpload.Listener {
    private final List<Long> mebibytes = new ArrayList<>();
    private final int parts;
    private long resumed;

    Told(int parts) {
      this.parts = parts;
    }

    @Override
    public void resumed(long bytes) {
      resumed = bytes / MIB;
    }

    @Override
    public void accept(long bytes) {
      mebibytes.add(bytes / MIB);
      if (mebibytes.size() == parts) {
        throw new Killed();
      }
    }
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private Told upload(int parts) throws Exception {
    Told told = new Told(parts);
    try (UploadStore device = device()) {
      new ResumableUpload(device, settings(), new PartialUploads(kept)).put(KEY, file, told);
    }
    return told;
  }

  private void cutAfterOnePart() {
    assertThatThrownBy(() -> upload(1)).isInstanceOf(Killed.class);
    assertThat(service().stat(KEY).orElseThrow().size()).isEqualTo(1);
    assertThat(kept).isDirectoryContaining("glob:**.json");
  }

  private void expectTheWholeFile() throws Exception {
    StoredObject stored = service().stat(KEY).orElseThrow();
    FileFacts facts = FileFacts.of(file);
    assertThat(stored.etag()).endsWith("-3");
    try (var object = service().open(KEY, stored.etag())) {
      assertThat(object.metadata())
          .containsEntry("scout-sha256", facts.sha256())
          .containsEntry("scout-records", facts.records().toString());
      assertThat(object.body()).hasSameContentAs(Files.newInputStream(file));
    }
    assertThat(kept).isEmptyDirectory();
  }

  @Test
  void goesOnWithThePartsThatAreThere() throws Exception {
    cutAfterOnePart();

    Told told = upload(0);
    assertThat(told.resumed).isEqualTo(PART);
    assertThat(told.mebibytes).containsExactly(2L * PART, (long) SIZE);
    expectTheWholeFile();
  }

  @Test
  void anotherContentBeginsAnew() throws Exception {
    cutAfterOnePart();
    write(8);

    Told told = upload(0);
    assertThat(told.resumed).isZero();
    assertThat(told.mebibytes).containsExactly((long) PART, 2L * PART, (long) SIZE);
    expectTheWholeFile();
  }

  @Test
  void anUploadThatTheStoreForgotBeginsAnew() throws Exception {
    cutAfterOnePart();
    Path state;
    try (var files = Files.list(kept)) {
      state = files.findFirst().orElseThrow();
    }
    String forgotten =
        Files.readString(state)
            .replaceFirst(
                "\"uploadId\":\"[^\"]+\"", "\"uploadId\":\"00000000-0000-4000-8000-000000000000\"");
    Files.writeString(state, forgotten);

    assertThat(upload(0).resumed).isEqualTo(PART);
    expectTheWholeFile();
  }

  @Test
  void whatCantBeReadIsNoReasonToStop() throws Exception {
    cutAfterOnePart();
    try (var files = Files.list(kept)) {
      Files.writeString(files.findFirst().orElseThrow(), "{");
    }

    assertThat(upload(0).resumed).isZero();
    expectTheWholeFile();
  }

  @Test
  void aFileThatIsWrittenToIsNotPassedOff() {
    assertThatThrownBy(
            () -> {
              try (UploadStore device = device()) {
                new ResumableUpload(device, settings(), new PartialUploads(kept))
                    .put(KEY, file, new Writer());
              }
            })
        .hasMessageContaining("changed while it was uploaded");
    assertThat(service().stat(KEY).orElseThrow().size()).isEqualTo(1);
    assertThat(kept).isEmptyDirectory();
  }

  /** Writes to the file meanwhile. */
  private final class Writer implements ResumableUpload.Listener {
    @Override
    public void resumed(long bytes) {}

    @Override
    public void accept(long bytes) {
      try {
        Files.writeString(file, "more", StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
