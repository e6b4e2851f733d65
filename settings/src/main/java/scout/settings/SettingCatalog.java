package scout.settings;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every setting of Scout, once: name, type with its range, default, meaning. The tables of
 * docs/configuration.md are made from it, see its test.
 */
public final class SettingCatalog {
  public static final Setting<String> HOME =
      Setting.usually(
          "SCOUT_HOME",
          SettingType.TEXT,
          ".scout",
          "the folder in which `up` and `demo --keep` keep data, secrets and logs, and "
              + "where the commands find the running stack");

  public static final Setting<String> MODELS =
      Setting.optional(
          "SCOUT_MODELS",
          SettingType.TEXT,
          "the folder of your [declaration of tables](models.md), which `models plan`, `models"
              + " test` and `models apply` read; what is in force is kept in the database");

  public static final Setting<URI> URL =
      Setting.optional(
          "SCOUT_URL",
          SettingType.ADDRESS,
          "where the starter answers; `status` asks its health there");

  public static final Setting<String> HTTP_ADDRESS =
      Setting.usually(
          "SCOUT_HTTP_ADDRESS",
          SettingType.TEXT,
          "127.0.0.1",
          "the address on which the starter listens");

  public static final Setting<Integer> HTTP_PORT =
      Setting.usually(
          "SCOUT_HTTP_PORT",
          SettingType.number(0, 65_535),
          "8080",
          "the port on which the starter listens; 0 takes any free one, but not for `up`, which takes "
              + "one where it is not set");

  public static final Setting<String> LOG_FORMAT =
      Setting.usually(
          "SCOUT_LOG_FORMAT",
          SettingType.choice("text", "json"),
          "text",
          "how worker and starter log: `json` writes an object a line, with the key, journey and"
              + " device that it is about");

  public static final Setting<String> WEBHOOK_TOKEN =
      Setting.secret("SCOUT_WEBHOOK_TOKEN", "the bearer token that a storage event must carry");

  public static final Setting<URI> CONSOLE_URL =
      Setting.optional(
          "SCOUT_CONSOLE_URL",
          SettingType.ADDRESS,
          "the address at which browsers reach the starter's server, such as"
              + " `https://scout.example.com`; with `https` the console's cookies are marked"
              + " secure");

  public static final Setting<String> CONSOLE_TOKEN =
      Setting.optional(
              "SCOUT_CONSOLE_TOKEN",
              SettingType.TEXT,
              "the secret of a link that signs in one operator, once after each start and only on"
                  + " the starter's own machine; `up` makes and prints it")
          .kept();

  public static final Setting<URI> OIDC_ISSUER =
      Setting.optional(
          "SCOUT_OIDC_ISSUER",
          SettingType.ADDRESS,
          "the provider with which people sign in (OpenID Connect); without it, they do so with"
              + " the passwords of `./scout user`");

  public static final Setting<String> OIDC_CLIENT_ID =
      Setting.optional(
          "SCOUT_OIDC_CLIENT_ID", SettingType.TEXT, "the console's name at that provider");

  public static final Setting<String> OIDC_CLIENT_SECRET =
      Setting.optional(
              "SCOUT_OIDC_CLIENT_SECRET", SettingType.TEXT, "the console's secret at that provider")
          .kept();

  public static final Setting<String> OIDC_CLAIM =
      Setting.usually(
          "SCOUT_OIDC_CLAIM",
          SettingType.TEXT,
          "groups",
          "the claim of the provider's token that lists a person's groups");

  public static final Setting<List<String>> OIDC_OPERATORS =
      Setting.optional(
          "SCOUT_OIDC_OPERATORS", SettingType.WORDS, "the groups whose people may act");

  public static final Setting<List<String>> OIDC_VIEWERS =
      Setting.optional(
          "SCOUT_OIDC_VIEWERS",
          SettingType.WORDS,
          "the groups whose people may look; `*` is everybody whom the provider lets in");

  public static final Setting<String> DB_URL =
      Setting.required(
          "SCOUT_DB_URL",
          SettingType.TEXT,
          "`jdbc:postgresql://host:port/database`; for `up` and `demo`, an external "
              + "database in place of the embedded one");

  public static final Setting<String> DB_USER =
      Setting.required(
          "SCOUT_DB_USER",
          SettingType.TEXT,
          "the owner of the schema; only `migrate` (and `up`) logs in as it");

  public static final Setting<String> DB_PASSWORD =
      Setting.secret("SCOUT_DB_PASSWORD", "the owner's password");

  public static final Setting<String> DB_INGEST_PASSWORD =
      Setting.secret(
          "SCOUT_DB_INGEST_PASSWORD", "the password of `scout_ingest`: the worker's loading");

  public static final Setting<String> DB_TRANSFORM_PASSWORD =
      Setting.secret(
          "SCOUT_DB_TRANSFORM_PASSWORD",
          "the password of `scout_transform`: the worker's refreshes");

  public static final Setting<String> DB_READER_PASSWORD =
      Setting.secret(
          "SCOUT_DB_READER_PASSWORD",
          "the password of `scout_reader`: people and models that read gold and "
              + "platinum; set by `migrate`");

  public static final Setting<String> DB_WATCH_PASSWORD =
      Setting.secret(
          "SCOUT_DB_WATCH_PASSWORD",
          "the password of `scout_watch`: the starter and the client commands");

  public static final Setting<URI> S3_ENDPOINT =
      Setting.required(
          "SCOUT_S3_ENDPOINT",
          SettingType.ADDRESS,
          "the S3 server, with its path if it has one; for `up` and `demo`, an external one in"
              + " place of the embedded one");

  public static final Setting<String> S3_REGION =
      Setting.usually("SCOUT_S3_REGION", SettingType.TEXT, "us-east-1", "its region");

  public static final Setting<String> S3_BUCKET =
      Setting.usually("SCOUT_S3_BUCKET", SettingType.TEXT, "sample", "the bucket");

  public static final Setting<String> S3_PREFIX =
      Setting.usually(
          "SCOUT_S3_PREFIX",
          SettingType.TEXT,
          "scout/v1/bronze/",
          "where devices upload, ending in `/`");

  public static final Setting<String> S3_CREDENTIALS =
      Setting.usually(
          "SCOUT_S3_CREDENTIALS",
          SettingType.choice("keys", StorageSettings.ROLE),
          "keys",
          "whence the service credential comes: the three settings below, or the role of the"
              + " machine, container or pod (as the AWS SDKs find it), which renews itself");

  public static final Setting<String> S3_ACCESS_KEY =
      Setting.required(
          "SCOUT_S3_ACCESS_KEY",
          SettingType.TEXT,
          "the service credential: reads, copies, deletes; not needed with a role");

  public static final Setting<String> S3_SECRET_KEY =
      Setting.secret("SCOUT_S3_SECRET_KEY", "its secret; not needed with a role");

  public static final Setting<String> S3_SESSION_TOKEN =
      Setting.optional(
              "SCOUT_S3_SESSION_TOKEN",
              SettingType.TEXT,
              "the session token of a short-lived service credential; key, secret and token that"
                  + " stand in files (`…_FILE`) are read again every few seconds")
          .kept();

  public static final Setting<String> DEVICE_ACCESS_KEY =
      Setting.required(
          "SCOUT_DEVICE_ACCESS_KEY", SettingType.TEXT, "the devices' credential: uploads only");

  public static final Setting<String> DEVICE_SECRET_KEY =
      Setting.secret("SCOUT_DEVICE_SECRET_KEY", "its secret");

  public static final Setting<String> TEMPORAL_ADDRESS =
      Setting.required(
          "TEMPORAL_ADDRESS",
          SettingType.TEXT,
          "`host:port`; for `up` and `demo`, an external server in place of their own");

  public static final Setting<String> TEMPORAL_NAMESPACE =
      Setting.usually("TEMPORAL_NAMESPACE", SettingType.TEXT, "default", "the namespace");

  public static final Setting<String> TEMPORAL_API_KEY =
      Setting.optional(
              "TEMPORAL_API_KEY",
              SettingType.TEXT,
              "an API key, as Temporal Cloud gives them; switches TLS on")
          .kept();

  public static final Setting<String> TEMPORAL_TLS =
      Setting.optional(
          "TEMPORAL_TLS",
          SettingType.choice("true", "false"),
          "`true` speaks TLS to Temporal; so does each of the following settings");

  public static final Setting<String> TEMPORAL_TLS_SERVER_NAME =
      Setting.optional(
          "TEMPORAL_TLS_SERVER_NAME",
          SettingType.TEXT,
          "the name in the certificate of the server, where it is not that of the address");

  public static final Setting<String> TEMPORAL_TLS_SERVER_CA_CERT_PATH =
      Setting.optional(
          "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
          SettingType.TEXT,
          "a PEM file with the authority that signed the certificate of the server, where Java does"
              + " not know it");

  public static final Setting<String> TEMPORAL_TLS_SERVER_CA_CERT_DATA =
      Setting.optional(
          "TEMPORAL_TLS_SERVER_CA_CERT_DATA", SettingType.TEXT, "the same, as its content");

  public static final Setting<String> TEMPORAL_TLS_CLIENT_CERT_PATH =
      Setting.optional(
          "TEMPORAL_TLS_CLIENT_CERT_PATH",
          SettingType.TEXT,
          "a PEM file with the certificate of Scout, where the server asks for one (mTLS)");

  public static final Setting<String> TEMPORAL_TLS_CLIENT_CERT_DATA =
      Setting.optional(
          "TEMPORAL_TLS_CLIENT_CERT_DATA", SettingType.TEXT, "the same, as its content");

  public static final Setting<String> TEMPORAL_TLS_CLIENT_KEY_PATH =
      Setting.optional(
          "TEMPORAL_TLS_CLIENT_KEY_PATH",
          SettingType.TEXT,
          "a PEM file (PKCS#8) with the key to that certificate");

  public static final Setting<String> TEMPORAL_TLS_CLIENT_KEY_DATA =
      Setting.optional("TEMPORAL_TLS_CLIENT_KEY_DATA", SettingType.TEXT, "the same, as its content")
          .kept();

  public static final Setting<URI> TEMPORAL_UI_URL =
      Setting.optional(
          "SCOUT_TEMPORAL_UI_URL",
          SettingType.ADDRESS,
          "where the Web UI is, for people; `up` only says it");

  public static final Setting<String> OVERWRITE =
      Setting.usually(
          "SCOUT_OVERWRITE",
          SettingType.choice("add", "replace"),
          "add",
          "what new content under an old key does: `add` keeps the older version's "
              + "records too (the latest upload wins per transaction); `replace` takes them out");

  public static final Setting<Integer> MAX_REJECTED_PERCENT =
      Setting.usually(
          "SCOUT_MAX_REJECTED_PERCENT",
          SettingType.number(0, 100),
          "50",
          "a file of which more is rejected is quarantined whole");

  public static final Setting<Integer> MAX_DEPTH =
      Setting.usually(
          "SCOUT_MAX_DEPTH",
          SettingType.number(1, 1_000),
          "200",
          "how deep a record may be nested");

  public static final Setting<Integer> MAX_RECORD_BYTES =
      Setting.usually(
          "SCOUT_MAX_RECORD_BYTES",
          SettingType.number(1, 67_108_864),
          "1048576",
          "how long a record may be");

  public static final Setting<Integer> MAX_INFLATED_MIB =
      Setting.usually(
          "SCOUT_MAX_INFLATED_MIB",
          SettingType.number(1, 16_777_216),
          "16384",
          "how large a packed file (gzip, zstd) may become, all its layers together");

  public static final Setting<Integer> MAX_INFLATE_RATIO =
      Setting.usually(
          "SCOUT_MAX_INFLATE_RATIO",
          SettingType.number(1, 2_000),
          "200",
          "how many times its size a packed file may become, all its layers together");

  public static final Setting<Character> CSV_DELIMITER =
      Setting.optional(
          "SCOUT_CSV_DELIMITER",
          SettingType.DELIMITER,
          "what parts the columns of every CSV file; without it the header of each file "
              + "tells, and one that tells two is quarantined");

  public static final Setting<String> CSV_SHORT_ROWS =
      Setting.usually(
          "SCOUT_CSV_SHORT_ROWS",
          SettingType.choice("reject", "fill"),
          "reject",
          "what becomes of a CSV row that lacks only trailing fields: `reject` rejects "
              + "it, `fill` takes them as empty");

  public static final Setting<String> RECORDS_AT =
      Setting.optional(
          "SCOUT_RECORDS_AT",
          SettingType.PATH,
          "the path to the array that holds the records of every JSON file, such as "
              + "`response.data`; `*` takes the members of the file's only object as records. "
              + "Without it Scout looks for them");

  public static final Setting<ZoneId> TIMEZONE =
      Setting.usually(
          "SCOUT_TIMEZONE",
          SettingType.TIME_ZONE,
          "UTC",
          "the business time zone, a region such as `Europe/Vienna`: whose day a "
              + "transaction belongs to, and what a timestamp without a zone means");

  public static final Setting<List<String>> PATHS_TRANSACTION_ID =
      Setting.usually(
          "SCOUT_PATHS_TRANSACTION_ID",
          SettingType.PATHS,
          "transaction_id",
          "where the transaction's id is in a record");

  public static final Setting<List<String>> PATHS_STORE_ID =
      Setting.usually("SCOUT_PATHS_STORE_ID", SettingType.PATHS, "store_id", "… the store");

  public static final Setting<List<String>> PATHS_TIMESTAMP =
      Setting.usually("SCOUT_PATHS_TIMESTAMP", SettingType.PATHS, "timestamp", "… the time");

  public static final Setting<List<String>> PATHS_AMOUNT =
      Setting.usually("SCOUT_PATHS_AMOUNT", SettingType.PATHS, "amount", "… the amount");

  public static final Setting<List<String>> PATHS_CURRENCY =
      Setting.usually("SCOUT_PATHS_CURRENCY", SettingType.PATHS, "currency", "… the currency");

  public static final Setting<List<String>> PATHS_PAYMENT_METHOD =
      Setting.usually(
          "SCOUT_PATHS_PAYMENT_METHOD",
          SettingType.PATHS,
          "payment_method",
          "… the way of payment");

  public static final Setting<List<String>> PATHS_DEVICE_ID =
      Setting.usually(
          "SCOUT_PATHS_DEVICE_ID",
          SettingType.PATHS,
          "device_id",
          "… the device; bronze reads it too");

  public static final Setting<List<String>> NULLS =
      Setting.usually(
          "SCOUT_NULLS",
          SettingType.WORDS,
          "null,none,nan,n/a,\\N",
          "the words, in any letter case, that mean that a field is absent; `-` is none");

  public static final Setting<String> DECIMAL =
      Setting.usually(
          "SCOUT_DECIMAL",
          SettingType.choice("point", "comma"),
          "point",
          "`comma` reads `12,50` as an amount in every file; without it only where `;` "
              + "parts the columns");

  public static final Setting<Duration> MAX_AGE =
      Setting.usually(
          "SCOUT_MAX_AGE",
          SettingType.duration(Duration.ofDays(1), Duration.ofDays(36_500)),
          "P3652D",
          "a time longer before the upload than this is rejected: the clock of the "
              + "device was wrong");

  public static final Setting<String> TIME_FALLBACK =
      Setting.usually(
          "SCOUT_TIME_FALLBACK",
          SettingType.choice("none", "uploaded_at"),
          "none",
          "what stands for the time of a record without one: `uploaded_at` takes the "
              + "time of the upload, `none` rejects the record");

  public static final Setting<String> DEFAULT_CURRENCY =
      Setting.optional(
          "SCOUT_DEFAULT_CURRENCY",
          SettingType.CURRENCY,
          "the currency of a sale without one; where it is not set, such a sale is of no "
              + "currency, and counts as one of another");

  public static final Setting<Integer> DB_DISK_GIB =
      Setting.usually(
          "SCOUT_DB_DISK_GIB",
          SettingType.number(0, 1_000_000),
          "0",
          "how much of its disk the database may use, for the day when it is full"
              + " ([usage](usage.md)); 0 is not known");

  public static final Setting<Integer> RETAIN_BRONZE_MONTHS =
      Setting.usually(
          "SCOUT_RETAIN_BRONZE_MONTHS",
          SettingType.number(0, 1_200),
          "0",
          "whole months of bronze beside the current one; an older month goes once "
              + "silver has taken every file of it");

  public static final Setting<Integer> RETAIN_REJECTED_RAW_DAYS =
      Setting.usually(
          "SCOUT_RETAIN_REJECTED_RAW_DAYS",
          SettingType.number(0, 36_500),
          "0",
          "the raw bytes of rejected records; which one and why is kept");

  public static final Setting<Integer> RETAIN_CHECK_RESULTS_DAYS =
      Setting.usually(
          "SCOUT_RETAIN_CHECK_RESULTS_DAYS",
          SettingType.number(0, 36_500),
          "90",
          "the history of the quality checks; the newest of each stays");

  public static final Setting<Integer> RETAIN_JOURNEYS_DAYS =
      Setting.usually(
          "SCOUT_RETAIN_JOURNEYS_DAYS",
          SettingType.number(1, 3_650),
          "7",
          "closed journeys with their histories, in the namespace that `up`, compose or the starter"
              + " makes; a Temporal of your own keeps what its namespace says");

  public static final Setting<Integer> RETAIN_RUNS_DAYS =
      Setting.usually(
          "SCOUT_RETAIN_RUNS_DAYS",
          SettingType.number(0, 36_500),
          "90",
          "what the refreshes and sweeps have done; the newest stay");

  public static final Setting<Integer> RETAIN_ALERTS_DAYS =
      Setting.usually(
          "SCOUT_RETAIN_ALERTS_DAYS",
          SettingType.number(0, 36_500),
          "0",
          "alerts, after they are over");

  public static final Setting<Integer> LOAD_SLOTS =
      Setting.usually(
          "SCOUT_LOAD_SLOTS",
          SettingType.number(1, 1_000),
          "8",
          "loads and other steps of ingestion that a worker runs at once; sweeps have their own");

  public static final Setting<Integer> ARCHIVE_SLOTS =
      Setting.usually(
          "SCOUT_ARCHIVE_SLOTS",
          SettingType.number(1, 1_000),
          "8",
          "objects that a worker moves at once beside them");

  public static final Setting<Integer> INGEST_CONNECTIONS =
      Setting.usually(
          "SCOUT_INGEST_CONNECTIONS",
          SettingType.number(2, 1_000),
          "16",
          "a worker's database connections for ingestion; at least both kinds of slots "
              + "together");

  public static final Setting<Integer> LAYER_SLOTS =
      Setting.usually(
          "SCOUT_LAYER_SLOTS",
          SettingType.number(1, 1_000),
          "3",
          "steps of refreshes that a worker runs at once");

  public static final Setting<Integer> TRANSFORM_CONNECTIONS =
      Setting.usually(
          "SCOUT_TRANSFORM_CONNECTIONS",
          SettingType.number(1, 1_000),
          "4",
          "a worker's database connections for refreshes; at least the layer slots, and "
              + "one more lets silver read records while it writes others");

  public static final Setting<Integer> SWEEP_MAX_UNFINISHED =
      Setting.usually(
          "SCOUT_SWEEP_MAX_UNFINISHED",
          SettingType.number(1, 100_000),
          "1000",
          "files that a sweep keeps under way");

  public static final Setting<Integer> BULK_MIN_FILES =
      Setting.usually(
          "SCOUT_BULK_MIN_FILES",
          SettingType.number(0, 100_000),
          "500",
          "where a sweep finds more small files than these, they go through the bulk lane");

  public static final Setting<Integer> BULK_MAX_BYTES =
      Setting.usually(
          "SCOUT_BULK_MAX_BYTES",
          SettingType.number(0, 67_108_864),
          "1048576",
          "a file is small if it has fewer bytes");

  public static final Setting<Duration> SWEEP_JITTER =
      Setting.usually(
          "SCOUT_SWEEP_JITTER",
          SettingType.DURATION,
          "PT0S",
          "each sweep begins up to so much later, so that many installations don't list "
              + "in the same second");

  public static final Setting<Duration> DEVICE_SILENCE =
      Setting.usually(
          "SCOUT_DEVICE_SILENCE",
          SettingType.DURATION,
          "P1D",
          "after so long without a file a device counts as silent");

  public static final Setting<Duration> EVENT_DELAY =
      Setting.usually(
          "SCOUT_EVENT_DELAY",
          SettingType.DURATION,
          "PT1M",
          "how long a storage event may take; what a sweep finds later counts as a [lost "
              + "event](monitoring.md)");

  public static final Setting<String> METRICS_ADDRESS =
      Setting.usually(
          "SCOUT_METRICS_ADDRESS",
          SettingType.TEXT,
          "127.0.0.1",
          "the address on which a worker answers `/metrics` and `/health`");

  public static final Setting<Integer> METRICS_PORT =
      Setting.optional(
          "SCOUT_METRICS_PORT",
          SettingType.number(0, 65_535),
          "the port for that; 0 takes any free one, without it the worker answers nobody");

  public static final Setting<URI> ALERT_WEBHOOK_URL =
      Setting.optional(
              "SCOUT_ALERT_WEBHOOK_URL",
              SettingType.ADDRESS,
              "takes a POST of each alert's opening and of its end, see "
                  + "[operations](operations.md#alerts)")
          .kept();

  public static final Setting<List<String>> ALERT_ROUTES =
      Setting.optional(
          "SCOUT_ALERT_ROUTES",
          SettingType.LINES,
          "which alerts go where, such as `critical -> pagerduty:night; kind=device_silent ->"
              + " mail:shops`, see [where alerts go](alerts.md)");

  public static final Setting<Map<String, String>> ALERT_SLACK =
      Setting.optional(
              "SCOUT_ALERT_SLACK",
              SettingType.NAMED,
              "targets `slack:NAME`, as `NAME=address` of an incoming webhook")
          .kept();

  public static final Setting<Map<String, String>> ALERT_TEAMS =
      Setting.optional(
              "SCOUT_ALERT_TEAMS",
              SettingType.NAMED,
              "targets `teams:NAME`, as `NAME=address` of a workflow's webhook")
          .kept();

  public static final Setting<Map<String, String>> ALERT_PAGERDUTY =
      Setting.optional(
              "SCOUT_ALERT_PAGERDUTY",
              SettingType.NAMED,
              "targets `pagerduty:NAME`, as `NAME=key` of an Events API v2 integration")
          .kept();

  public static final Setting<Map<String, String>> ALERT_MAIL =
      Setting.optional(
          "SCOUT_ALERT_MAIL",
          SettingType.NAMED,
          "targets `mail:NAME`, as `NAME=addresses` parted by commas");

  public static final Setting<Map<String, String>> ALERT_WEBHOOKS =
      Setting.optional(
              "SCOUT_ALERT_WEBHOOKS",
              SettingType.NAMED,
              "targets `webhook:NAME`, as `NAME=address`; take a POST of each message")
          .kept();

  public static final Setting<Duration> ALERT_REPEAT =
      Setting.usually(
          "SCOUT_ALERT_REPEAT",
          SettingType.DURATION,
          "P1D",
          "an open alert that nobody has acknowledged is told again after so long; `PT0S` is"
              + " never");

  public static final Setting<URI> PAGERDUTY_URL =
      Setting.usually(
          "SCOUT_PAGERDUTY_URL",
          SettingType.ADDRESS,
          "https://events.pagerduty.com/v2/enqueue",
          "where PagerDuty takes events; in the EU `https://events.eu.pagerduty.com/v2/enqueue`");

  public static final Setting<URI> SMTP_URL =
      Setting.optional(
          "SCOUT_SMTP_URL",
          SettingType.ADDRESS,
          "the mail server, `smtp://host:587` (with STARTTLS where the server offers it) or"
              + " `smtps://host:465`");

  public static final Setting<String> SMTP_USER =
      Setting.optional(
          "SCOUT_SMTP_USER", SettingType.TEXT, "the login at the mail server, where it needs one");

  public static final Setting<String> SMTP_PASSWORD =
      Setting.optional(
              "SCOUT_SMTP_PASSWORD",
              SettingType.TEXT,
              "its password; not sent without encryption, but to this machine")
          .kept();

  public static final Setting<String> SMTP_FROM =
      Setting.optional("SCOUT_SMTP_FROM", SettingType.TEXT, "the sender of mails about alerts");

  public static final Setting<URI> RUNBOOKS_URL =
      Setting.optional(
          "SCOUT_RUNBOOKS_URL",
          SettingType.ADDRESS,
          "where people read [the runbooks](runbooks.md), if not in the console at"
              + " `SCOUT_CONSOLE_URL`; messages link to the section of their kind, or name it where"
              + " neither is set");

  public static final Setting<URI> HEARTBEAT_URL =
      Setting.optional(
              "SCOUT_HEARTBEAT_URL",
              SettingType.ADDRESS,
              "is asked (GET) each minute as long as the starter's watch is well: a service that"
                  + " misses it tells somebody that nobody watches any more")
          .kept();

  public static final Setting<Integer> MAX_LOST_PERCENT =
      Setting.usually(
          "SCOUT_MAX_LOST_PERCENT",
          SettingType.number(0, 100),
          "10",
          "a file of whose loaded records more than this do not become transactions "
              + "opens an alert");

  public static final Setting<Duration> CHECK_TIMEOUT =
      Setting.usually(
          "SCOUT_CHECK_TIMEOUT",
          SettingType.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          "PT30S",
          "how long a quality check may take; one that walks over what changed takes it for each "
              + "step, and goes on in the next refresh after so long");

  public static final Setting<URI> OTLP_ENDPOINT =
      Setting.optional(
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          SettingType.ADDRESS,
          "where a collector takes OTLP over HTTP, such as `http://localhost:4318`: worker and"
              + " starter send it [traces](monitoring.md#traces); without it there are none");

  public static final Setting<String> OTLP_HEADERS =
      Setting.optional(
              "OTEL_EXPORTER_OTLP_HEADERS",
              SettingType.TEXT,
              "what the collector asks for, such as `authorization=Bearer%20…`; several are parted"
                  + " by commas")
          .kept();

  private SettingCatalog() {}

  /** All settings, in the order of docs/configuration.md. */
  static List<SettingSection> sections() {
    return List.of(
        new SettingSection(
            "The programs",
            List.of(HOME, MODELS, URL, HTTP_ADDRESS, HTTP_PORT, LOG_FORMAT, WEBHOOK_TOKEN)),
        new SettingSection(
            "Console",
            List.of(
                CONSOLE_URL,
                CONSOLE_TOKEN,
                OIDC_ISSUER,
                OIDC_CLIENT_ID,
                OIDC_CLIENT_SECRET,
                OIDC_CLAIM,
                OIDC_OPERATORS,
                OIDC_VIEWERS)),
        new SettingSection(
            "Database",
            List.of(
                DB_URL,
                DB_USER,
                DB_PASSWORD,
                DB_INGEST_PASSWORD,
                DB_TRANSFORM_PASSWORD,
                DB_READER_PASSWORD,
                DB_WATCH_PASSWORD)),
        new SettingSection(
            "Object store",
            List.of(
                S3_ENDPOINT,
                S3_REGION,
                S3_BUCKET,
                S3_PREFIX,
                S3_CREDENTIALS,
                S3_ACCESS_KEY,
                S3_SECRET_KEY,
                S3_SESSION_TOKEN,
                DEVICE_ACCESS_KEY,
                DEVICE_SECRET_KEY)),
        new SettingSection(
            "Temporal",
            List.of(
                TEMPORAL_ADDRESS,
                TEMPORAL_NAMESPACE,
                TEMPORAL_API_KEY,
                TEMPORAL_TLS,
                TEMPORAL_TLS_SERVER_NAME,
                TEMPORAL_TLS_SERVER_CA_CERT_PATH,
                TEMPORAL_TLS_SERVER_CA_CERT_DATA,
                TEMPORAL_TLS_CLIENT_CERT_PATH,
                TEMPORAL_TLS_CLIENT_CERT_DATA,
                TEMPORAL_TLS_CLIENT_KEY_PATH,
                TEMPORAL_TLS_CLIENT_KEY_DATA,
                TEMPORAL_UI_URL)),
        new SettingSection(
            "What files may be",
            List.of(
                OVERWRITE,
                MAX_REJECTED_PERCENT,
                MAX_DEPTH,
                MAX_RECORD_BYTES,
                MAX_INFLATED_MIB,
                MAX_INFLATE_RATIO,
                CSV_DELIMITER,
                CSV_SHORT_ROWS,
                RECORDS_AT)),
        new SettingSection(
            "What silver reads",
            List.of(
                TIMEZONE,
                PATHS_TRANSACTION_ID,
                PATHS_STORE_ID,
                PATHS_TIMESTAMP,
                PATHS_AMOUNT,
                PATHS_CURRENCY,
                PATHS_PAYMENT_METHOD,
                PATHS_DEVICE_ID,
                NULLS,
                DECIMAL,
                MAX_AGE,
                TIME_FALLBACK,
                DEFAULT_CURRENCY)),
        new SettingSection(
            "How long things are kept",
            List.of(
                RETAIN_BRONZE_MONTHS,
                RETAIN_REJECTED_RAW_DAYS,
                RETAIN_CHECK_RESULTS_DAYS,
                RETAIN_JOURNEYS_DAYS,
                RETAIN_RUNS_DAYS,
                RETAIN_ALERTS_DAYS,
                DB_DISK_GIB)),
        new SettingSection(
            "How much at once",
            List.of(
                LOAD_SLOTS,
                ARCHIVE_SLOTS,
                INGEST_CONNECTIONS,
                LAYER_SLOTS,
                TRANSFORM_CONNECTIONS,
                SWEEP_MAX_UNFINISHED,
                BULK_MIN_FILES,
                BULK_MAX_BYTES,
                SWEEP_JITTER)),
        new SettingSection(
            "What is watched",
            List.of(
                DEVICE_SILENCE,
                EVENT_DELAY,
                METRICS_ADDRESS,
                METRICS_PORT,
                ALERT_WEBHOOK_URL,
                MAX_LOST_PERCENT,
                CHECK_TIMEOUT,
                OTLP_ENDPOINT,
                OTLP_HEADERS)),
        new SettingSection(
            "Where alerts go",
            List.of(
                ALERT_ROUTES,
                ALERT_SLACK,
                ALERT_TEAMS,
                ALERT_PAGERDUTY,
                ALERT_MAIL,
                ALERT_WEBHOOKS,
                ALERT_REPEAT,
                PAGERDUTY_URL,
                SMTP_URL,
                SMTP_USER,
                SMTP_PASSWORD,
                SMTP_FROM,
                RUNBOOKS_URL,
                HEARTBEAT_URL)));
  }

  /** All of them. */
  public static List<Setting<?>> all() {
    return sections().stream().<Setting<?>>flatMap(each -> each.settings().stream()).toList();
  }

  /**
   * Scout's part of an environment: the settings, and each {@code NAME_FILE} that names a file with
   * one.
   */
  public static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> own = new HashMap<>();
    for (Setting<?> setting : all()) {
      for (String name : List.of(setting.name(), setting.name() + "_FILE")) {
        if (environment.containsKey(name)) {
          own.put(name, environment.get(name));
        }
      }
    }
    return own;
  }
}
