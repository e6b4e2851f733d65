package scout.system.kill;

import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.Result;
import io.minio.errors.XmlParserException;
import io.minio.messages.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import scout.schema.SqlFile;
import scout.settings.StorageSettings;

/** The whole database and the whole bucket of a site, comparable with those of another site. */
final class Evidence {
  private static final SqlFile SQL =
      SqlFile.load(Evidence.class, "/scout/system/kill/evidence.sql");
  private static final List<String> TABLES =
      List.of("files", "bronze", "rejected", "silver", "gold", "platinum", "rest");

  private final Site site;

  Evidence(Site site) {
    this.site = site;
  }

  /** Every row and every object, one a line; what differs from run to run is left out. */
  List<String> all() throws Exception {
    List<String> lines = new ArrayList<>();
    for (String table : TABLES) {
      lines.addAll(site.lines(SQL.get(table)));
    }
    lines.addAll(declared());
    for (Item object : objects()) {
      lines.add(
          "object %s %s %d%s"
              .formatted(
                  object.objectName().replaceAll("/\\d{8}/", "/DAY/"),
                  object.etag(),
                  object.size(),
                  object.isDeleteMarker() ? " deleted" : object.isLatest() ? "" : " old"));
    }
    return lines;
  }

  /**
   * @param columns of its SELECT, in their order
   */
  public record Model(String name, String query, String columns) {}

  /** The rows of declared tables, and which of them their SELECT doesn't give. */
  private List<String> declared() {
    List<String> lines = new ArrayList<>();
    for (String table : site.lines(SQL.get("declared_tables"))) {
      lines.addAll(
          site.lines(
              "SELECT 'declared "
                  + table
                  + " ' || (to_jsonb(t) - 'last_updated')::text FROM scout."
                  + table
                  + " t ORDER BY 1"));
    }
    try (Handle own = site.open()) {
      own.execute("SET search_path = scout, public");
      for (Model model :
          own.createQuery(SQL.get("models")).map(ConstructorMapper.of(Model.class)).list()) {
        String given = "SELECT " + model.columns + " FROM (" + model.query + "\n) q";
        String held = "SELECT " + model.columns + " FROM scout." + model.name;
        lines.addAll(
            own.createQuery(
                    "SELECT 'unlike its SELECT "
                        + model.name
                        + " ' || to_jsonb(d)::text FROM (("
                        + given
                        + " EXCEPT ALL "
                        + held
                        + ") UNION ALL ("
                        + held
                        + " EXCEPT ALL "
                        + given
                        + ")) d")
                .mapTo(String.class)
                .list());
      }
      own.execute("RESET search_path");
    }
    return lines;
  }

  /** What contradicts itself in the database; must be empty at any moment. */
  List<String> contradictions() {
    return site.lines(SQL.get("contradictions"));
  }

  /** Database and bucket in a line. */
  String brief() throws Exception {
    Map<String, Integer> places = new TreeMap<>();
    for (Item object : objects()) {
      if (!object.isDeleteMarker()) {
        String path = object.objectName().substring(Site.PREFIX.length());
        String place =
            path.startsWith("processed/") || path.startsWith("quarantine/")
                ? path.substring(0, path.indexOf('/') + 1)
                : "inbox";
        places.merge(place, 1, Integer::sum);
      }
    }
    List<String> words = new ArrayList<>();
    places.forEach((place, count) -> words.add(place + " " + count));
    if (holdsPartsOfCopy()) {
      words.add("parts of a cut copy");
    }
    return site.one(SQL.get("brief")) + "; " + String.join(", ", words);
  }

  private List<Item> objects() throws Exception {
    List<Item> objects = new ArrayList<>();
    try (MinioAsyncClient client = client()) {
      for (Result<Item> object :
          client.listObjects(
              ListObjectsArgs.builder()
                  .bucket(site.name())
                  .recursive(true)
                  .includeVersions(site.versioned())
                  .build())) {
        objects.add(object.get());
      }
    }
    return objects;
  }

  /**
   * True if the bucket holds parts of a copy that was never completed, which a rule of the bucket
   * removes (docs/operations.md). MinIO lists them by their exact key alone, and says nothing of
   * their storage class, which its client then refuses to read: so an answer that can't be read
   * tells of one.
   */
  private boolean holdsPartsOfCopy() throws Exception {
    try (MinioAsyncClient client = client()) {
      for (String key :
          site.lines("SELECT archived_key FROM scout.files WHERE archived_key IS NOT NULL")) {
        ListMultipartUploadsArgs args =
            ListMultipartUploadsArgs.builder().bucket(site.name()).prefix(key).build();
        if (!client.listMultipartUploads(args).get().result().uploads().isEmpty()) {
          return true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof XmlParserException) {
        return true;
      }
      throw e;
    }
    return false;
  }

  private MinioAsyncClient client() {
    StorageSettings storage = site.storage();
    return MinioAsyncClient.builder()
        .endpoint(storage.endpoint().toString())
        .region(storage.region())
        .credentials(storage.accessKey(), storage.secretKey())
        .build();
  }
}
