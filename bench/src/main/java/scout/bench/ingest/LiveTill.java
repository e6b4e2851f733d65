package scout.bench.ingest;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import scout.cli.upload.FileFacts;
import scout.storage.UploadStore;

/** Uploads one file after the other with the device's credential, until stopped. */
final class LiveTill {
  private static final int RECORDS = 10;
  private static final int STORE = 900;
  private static final int DAYS = 28;

  private final Map<String, Long> begun = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
  private final UploadStore device;
  private final String folder;
  private final ScheduledFuture<?> uploading;

  /**
   * @param folder begins the keys
   * @param everyMillis the time between the starts of two uploads
   */
  LiveTill(UploadStore device, String folder, long everyMillis) {
    this.device = device;
    this.folder = folder;
    this.uploading =
        executor.scheduleAtFixedRate(this::upload, 0, everyMillis, TimeUnit.MILLISECONDS);
  }

  private void upload() {
    int number = begun.size();
    String key = "%s/%06d.jsonl".formatted(folder, number);
    byte[] bytes = new SampleSales().file("live-" + number, STORE, 1 + number % DAYS, RECORDS);
    begun.put(key, System.nanoTime());
    try {
      put(device, key, bytes, RECORDS);
    } catch (Exception e) {
      throw new IllegalStateException("Uploading " + key + " failed", e);
    }
  }

  /** Uploads a file as a device does, with its checksum and number of records. */
  static void put(UploadStore device, String key, byte[] bytes, int records) throws Exception {
    FileFacts facts = new FileFacts(sha256(bytes), (long) records);
    device.put(key, new ByteArrayInputStream(bytes), bytes.length, facts.metadata());
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** The start of each upload by key, in System.nanoTime; grows until the till is stopped. */
  Map<String, Long> begun() {
    return begun;
  }

  /** Ends the uploads, and throws the failure of one. */
  void stop() throws InterruptedException, ExecutionException {
    boolean failed = uploading.isDone();
    executor.shutdown();
    executor.awaitTermination(1, TimeUnit.MINUTES);
    if (failed) {
      uploading.get();
    }
  }
}
