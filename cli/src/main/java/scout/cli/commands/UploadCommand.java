package scout.cli.commands;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.cli.terminal.ProgressBar;
import scout.cli.upload.FileChanged;
import scout.cli.upload.PartialUploads;
import scout.cli.upload.ResumableUpload;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.storage.UploadStore;

/** Uploads files as a device does. */
@Command(
    name = "upload",
    description = "Upload files with the device's credential, which can do nothing else.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {
      "  ./scout upload sales.json --device till-01",
      "  ./scout upload day/*.csv --device till-01",
      "  ./scout upload sales.json --key scout/v1/bronze/till-01/2025/sales.json"
    })
final class UploadCommand extends ClientCommand {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files.")
  private List<Path> files;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "Put them into this device's folder.")
  private String device;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The full object key, for a single file (default: prefix, device, file name).")
  private String key;

  @Option(names = "--json", description = "Print a JSON array of keys and ETags.")
  private boolean json;

  UploadCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException, MinioException, InterruptedException {
    TargetStack stack = stack();
    Settings settings = stack.settingsWith(SettingCatalog.S3_ENDPOINT);
    StorageSettings storage = StorageSettings.device(settings);
    Map<String, Path> uploads = byKey(StorageSettings.prefix(settings));
    List<AnswerRow> done = new ArrayList<>();
    try (UploadStore bucket = new UploadStore(storage)) {
      PartialUploads kept = new PartialUploads(stack.home().resolve("uploads"));
      ResumableUpload upload = new ResumableUpload(bucket, storage, kept);
      for (var each : uploads.entrySet()) {
        String etag = put(upload, each.getKey(), each.getValue());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("object_key", each.getKey());
        values.put("etag", etag);
        values.put("size_bytes", Files.size(each.getValue()));
        done.add(new AnswerRow(values));
      }
    } catch (ErrorResponseException refused) {
      throw CommandFailure.failed(
          "The object store refused the upload: " + reason(refused, settings));
    } catch (FileChanged changed) {
      throw CommandFailure.failed(changed.getMessage());
    }
    if (json) {
      json(done);
    } else {
      table(done, "");
    }
    return 0;
  }

  private static String reason(ErrorResponseException refused, Settings settings) {
    String code = refused.errorResponse().code();
    return switch (code) {
      case "AccessDenied" ->
          "a device may only write below "
              + StorageSettings.prefix(settings)
              + ", not into processed/ or quarantine/";
      case "SignatureDoesNotMatch", "InvalidAccessKeyId" ->
          "SCOUT_DEVICE_ACCESS_KEY or SCOUT_DEVICE_SECRET_KEY is wrong";
      default -> code;
    };
  }

  private Map<String, Path> byKey(String prefix) {
    if (key != null && (files.size() > 1 || device != null)) {
      throw CommandFailure.wrongUsage("--key names one object: give one FILE and no --device");
    }
    String folder = device == null ? prefix : prefix + device + "/";
    Map<String, Path> uploads = new LinkedHashMap<>();
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw CommandFailure.wrongUsage("'" + file + "' is not a file that can be read");
      }
      String name = key == null ? folder + file.getFileName() : key;
      Path other = uploads.put(name, file);
      if (other != null) {
        throw CommandFailure.wrongUsage(
            "'" + other + "' and '" + file + "' would both become " + name);
      }
    }
    return uploads;
  }

  private String put(ResumableUpload upload, String name, Path file)
      throws IOException, MinioException, InterruptedException {
    AtomicLong there = new AtomicLong();
    try (ProgressBar progress =
        progress("Uploading " + file, Files.size(file), ProgressBar.Unit.BYTES)) {
      return upload.put(
          name,
          file,
          new ResumableUpload.Listener() {
            @Override
            public void resumed(long bytes) {
              remark("Going on after " + ProgressBar.bytes(bytes) + " of " + file);
              accept(bytes);
            }

            @Override
            public void accept(long bytes) {
              there.set(bytes);
              progress.at(bytes);
            }
          });
    } catch (FileChanged changed) {
      throw changed;
    } catch (IOException cut) {
      if (there.get() == 0) {
        throw cut;
      }
      throw CommandFailure.unreachable(
          String.format(
              "%s; %s of %s are there, and the same command goes on with the rest",
              cut.getMessage(), ProgressBar.bytes(there.get()), file),
          cut);
    }
  }
}
