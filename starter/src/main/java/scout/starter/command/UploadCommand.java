package scout.starter.command;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import scout.schema.settings.Settings;
import scout.schema.settings.StorageSettings;
import scout.starter.DeviceStorage;
import scout.starter.FileHash;

/** Uploads files as a device does. */
@Command(
    name = "upload",
    description = "Upload files with the device's credential, which can do nothing else.")
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
  public Integer call() throws IOException, MinioException {
    Settings settings = stack().settingsWith("SCOUT_S3_ENDPOINT");
    StorageSettings storage = StorageSettings.device(settings);
    Map<String, Path> uploads = byKey(StorageSettings.prefix(settings));
    List<Row> done = new ArrayList<>();
    try (DeviceStorage bucket = new DeviceStorage(storage)) {
      for (var upload : uploads.entrySet()) {
        String etag = put(bucket, upload.getKey(), upload.getValue());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("object_key", upload.getKey());
        values.put("etag", etag);
        values.put("size_bytes", Files.size(upload.getValue()));
        done.add(new Row(values));
      }
    } catch (ErrorResponseException refused) {
      throw CommandFailure.failed(
          "The object store refused the upload: " + reason(refused, settings));
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

  private String put(DeviceStorage bucket, String name, Path file)
      throws IOException, MinioException {
    long size = Files.size(file);
    boolean large = size > DeviceStorage.PART_BYTES;
    String sha256 = FileHash.sha256(file);
    Progress progress = new Progress(file.toString(), size, large, this::remark);
    try (InputStream in = progress.of(new BufferedInputStream(Files.newInputStream(file)))) {
      return bucket.put(name, in, size, sha256);
    }
  }
}
