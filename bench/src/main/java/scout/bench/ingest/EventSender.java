package scout.bench.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.storage.StoredObject;

/** Sends the starter an event per object, as a storage does. */
final class EventSender {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI hook;
  private final String token;
  private final String bucket;

  /**
   * @param settings of a running stack
   */
  EventSender(Settings settings) {
    hook = URI.create(settings.get(SettingCatalog.URL) + "/hooks/storage");
    token = settings.get(SettingCatalog.WEBHOOK_TOKEN);
    bucket = settings.get(SettingCatalog.S3_BUCKET);
  }

  /** Sends an event; returns when the object's work is sure to begin. */
  void created(StoredObject object) throws IOException, InterruptedException {
    String event =
        "{\"Records\":[{\"eventName\":\"s3:ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"%s\"},\"object\":{\"key\":\"%s\",\"eTag\":\"%s\",\"size\":%d}}}]}"
            .formatted(
                bucket,
                URLEncoder.encode(object.key(), StandardCharsets.UTF_8),
                object.etag(),
                object.size());
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(hook)
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(event))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("The webhook answered " + answer.statusCode() + " " + answer.body());
    }
  }
}
