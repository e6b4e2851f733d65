package scout.cli.commands;

import io.minio.errors.MinioException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import scout.cli.simulate.FileFault;
import scout.cli.simulate.SimulatedFile;
import scout.cli.simulate.SimulatedFleet;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.cli.terminal.ProgressBar;
import scout.cli.upload.FileFacts;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.storage.UploadStore;

/** Uploads the files of a simulated fleet. */
@Command(
    name = "simulate",
    description = {
      "Upload what a fleet of devices would, with the device's credential, at a rate.",
      "The same seed and day give the same files, but that today's sales end now."
    },
    footerHeading = ClientCommands.EXAMPLES,
    footer = {
      "  ./scout simulate --files 100 --rate 5",
      "  ./scout simulate --devices 50 --stores 10 --rate 20 --duration PT10M --faults all",
      "  ./scout simulate --seed 42 --day 2025-03-14 --faults late,duplicate --fault-percent 30"
    })
final class SimulateCommand extends ClientCommand {
  @Option(names = "--devices", paramLabel = "N", defaultValue = "10", description = DEFAULT)
  private int devices;

  @Option(names = "--stores", paramLabel = "N", defaultValue = "3", description = DEFAULT)
  private int stores;

  @Option(
      names = "--rate",
      paramLabel = "FILES",
      defaultValue = "1",
      description = "Files a second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(names = "--files", paramLabel = "N", description = "Stop after so many files.")
  private Long files;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description =
          "Stop after so long, such as PT10M (default: a minute, where --files isn't given).")
  private Duration duration;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "50",
      description = "Records in each file (default: ${DEFAULT-VALUE}).")
  private int records;

  @Option(
      names = "--faults",
      paramLabel = "NAMES",
      defaultValue = "",
      description =
          "Any of late,duplicate,copy,corrected,broken,damaged,packed,utf16,renamed,hidden, or all"
              + " (default: none).")
  private String faults;

  @Option(
      names = "--fault-percent",
      paramLabel = "N",
      defaultValue = "10",
      description = "With how many files of a hundred one happens (default: ${DEFAULT-VALUE}).")
  private int faultPercent;

  @Option(names = "--seed", paramLabel = "N", description = "Default: any; it is printed.")
  private Long seed;

  @Option(
      names = "--day",
      paramLabel = "DATE",
      description = "The day of the sales (default: today, UTC).")
  private LocalDate day;

  @Option(names = "--json", description = "Print the outcome as a JSON object.")
  private boolean json;

  private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

  SimulateCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call()
      throws IOException, MinioException, InterruptedException, ExecutionException {
    SimulatedFleet fleet = fleet();
    if (!(rate > 0 && rate <= 10_000)) {
      throw CommandFailure.wrongUsage("--rate is above 0 and at most 10000 files a second");
    }
    Settings settings = stack().settingsWith(SettingCatalog.S3_ENDPOINT);
    String prefix = StorageSettings.prefix(settings);
    remark("Seed " + fleet.seed() + ", day " + fleet.day());
    Map<String, Long> kinds = new TreeMap<>();
    try (UploadStore bucket = new UploadStore(StorageSettings.device(settings))) {
      RateLimiter pace = new RateLimiter(rate, most());
      RateLimiter.Outcome outcome = upload(fleet, pace, bucket, prefix);
      for (long n = 0; n < outcome.done(); n++) {
        kinds.merge(kind(fleet.file(n)), 1L, Long::sum);
      }
      report(fleet, outcome, kinds);
    }
    return 0;
  }

  private RateLimiter.Outcome upload(
      SimulatedFleet fleet, RateLimiter pace, UploadStore bucket, String prefix)
      throws InterruptedException, ExecutionException {
    try (ProgressBar progress = progress("Uploading files", pace.most(), ProgressBar.Unit.THINGS)) {
      return pace.run(n -> upload(bucket, prefix, fleet.file(n)), progress::at);
    }
  }

  private long most() {
    Duration limit = duration == null && files == null ? Duration.ofMinutes(1) : duration;
    long byTime =
        limit == null ? Long.MAX_VALUE : (long) Math.ceil(limit.toMillis() / 1_000.0 * rate);
    return Math.min(byTime, files == null ? Long.MAX_VALUE : files);
  }

  private SimulatedFleet fleet() {
    Instant now = Instant.now();
    try {
      return new SimulatedFleet(
          devices,
          stores,
          records,
          chosenFaults(),
          faultPercent,
          seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed,
          day == null ? LocalDate.ofInstant(now, ZoneOffset.UTC) : day,
          now);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.wrongUsage(e.getMessage());
    }
  }

  private Set<FileFault> chosenFaults() {
    if (faults.equals("all")) {
      return Set.of(FileFault.values());
    }
    Map<String, FileFault> known = new TreeMap<>();
    Arrays.stream(FileFault.values()).forEach(fault -> known.put(word(fault), fault));
    List<String> words =
        Arrays.stream(faults.split(",", -1)).map(String::strip).filter(w -> !w.isEmpty()).toList();
    for (String word : words) {
      if (!known.containsKey(word)) {
        throw CommandFailure.wrongUsage(
            "There is no fault '" + word + "'; there are " + String.join(", ", known.keySet()));
      }
    }
    return words.stream().map(known::get).collect(Collectors.toSet());
  }

  private static String word(FileFault fault) {
    return fault.name().toLowerCase(Locale.ROOT);
  }

  private static String kind(SimulatedFile file) {
    return file.fault().map(SimulateCommand::word).orElse("sound");
  }

  private static void upload(UploadStore bucket, String prefix, SimulatedFile file)
      throws IOException, MinioException {
    byte[] content = file.content();
    bucket.put(
        prefix + file.name(),
        new ByteArrayInputStream(content),
        content.length,
        new FileFacts(file.sha256(), null).metadata());
  }

  private void report(SimulatedFleet fleet, RateLimiter.Outcome outcome, Map<String, Long> kinds)
      throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("seed", fleet.seed());
    values.put("day", fleet.day().toString());
    values.put("files", outcome.done());
    values.put("seconds", outcome.took().toMillis() / 1_000.0);
    values.putAll(kinds);
    AnswerRow row = new AnswerRow(values);
    if (json) {
      json(row);
    } else {
      table(List.of(row), "");
    }
    if (outcome.late()) {
      remark("The store did not keep up with " + rate + " files a second");
    }
  }
}
