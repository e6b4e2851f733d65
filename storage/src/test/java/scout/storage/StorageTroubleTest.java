package scout.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.settings.StorageKeys;
import scout.settings.StorageSettings;

/** Answers that no well-behaved server gives, from a socket that says just what it is told. */
class StorageTroubleTest {
  private static final String HEADERS =
      "ETag: \"0cc175b9c0f1b6a831c399e269772661\"\r\n"
          + "Last-Modified: Sun, 01 Nov 2026 00:00:00 GMT\r\n"
          + "Content-Type: application/octet-stream\r\n"
          + "Connection: close\r\n";

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private ServerSocket server;
  private ObjectStore store;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    store =
        new ObjectStore(
            new StorageSettings(
                URI.create("http://127.0.0.1:" + server.getLocalPort()),
                "us-east-1",
                "sample",
                "service",
                "service-secret"),
            2);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    server.close();
  }

  @Test
  void aTransferThatIsCutIsAnError() throws Exception {
    answer("HTTP/1.1 200 OK\r\n" + HEADERS + "Content-Length: 1000\r\n\r\n" + "x".repeat(400));
    try (ObjectStream stream = store.open("a.json", null)) {
      assertThat(stream.object().size()).isEqualTo(1000);
      assertThatThrownBy(() -> stream.body().readAllBytes()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aTransferWithoutALengthIsRefused() {
    answer("HTTP/1.1 200 OK\r\n" + HEADERS + "\r\n" + "x".repeat(400));
    assertThatThrownBy(() -> store.open("a.json", null)).isInstanceOf(StorageException.class);
  }

  @Test
  void anotherVersionThanTheOneAskedForIsNoticed() {
    answer("HTTP/1.1 200 OK\r\n" + HEADERS + "Content-Length: 1\r\n\r\nx");
    assertThatThrownBy(() -> store.open("a.json", "ffffffffffffffffffffffffffffffff"))
        .isInstanceOf(ObjectChanged.class);
  }

  @ParameterizedTest
  @CsvSource({
    "500, InternalError",
    "503, SlowDown",
    "429, TooManyRequests",
    "409, OperationAborted",
    "400, RequestTimeout"
  })
  void whatMayPassIsUnavailable(int status, String code) {
    answer(error(status, code));
    assertThatThrownBy(() -> store.listing().page("", null, 10))
        .isInstanceOf(StorageUnavailable.class)
        .hasMessageContaining(code);
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, SCOUT_S3_ACCESS_KEY",
    "403, SignatureDoesNotMatch, SCOUT_S3_SECRET_KEY",
    "403, RequestTimeTooSkewed, clock",
    "404, NoSuchBucket, SCOUT_S3_BUCKET",
    "400, AuthorizationHeaderMalformed, SCOUT_S3_REGION"
  })
  void whatWillNotPassIsDenied(int status, String code, String remedy) {
    answer(error(status, code));
    assertThatThrownBy(() -> store.listing().page("", null, 10))
        .isInstanceOf(StorageDenied.class)
        .hasMessageContaining(remedy)
        .hasMessageNotContaining("service-secret");
  }

  @Test
  void aCopyThatFailsAfterItsGoodStatusIsAnError() {
    answer(error(200, "InternalError"));
    StoredObject from =
        new StoredObject("a.json", "0cc175b9c0f1b6a831c399e269772661", 1, Instant.EPOCH, null);
    assertThatThrownBy(() -> store.copier().copy(from, "b.json"))
        .isInstanceOf(StorageUnavailable.class);
  }

  @Test
  void somethingThatIsNotS3IsNamed() {
    answer(
        "HTTP/1.1 502 Bad Gateway\r\n"
            + "Content-Type: text/html\r\n"
            + "Content-Length: 2\r\n"
            + "Connection: close\r\n\r\n"
            + "hi");
    assertThatThrownBy(() -> store.listing().page("", null, 10))
        .isInstanceOf(StorageUnavailable.class)
        .hasMessageContaining("SCOUT_S3_ENDPOINT");
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() throws IOException {
    server.close();
    assertThatThrownBy(() -> store.stat("a.json"))
        .isInstanceOf(StorageUnavailable.class)
        .hasMessageContaining("SCOUT_S3_ENDPOINT");
  }

  @ParameterizedTest
  @CsvSource({"501, NotImplemented", "405, MethodNotAllowed"})
  void aServerThatKnowsNoVersionsKeepsNone(int status, String code) {
    answer(error(status, code));
    assertThat(store.versions().kept()).isFalse();
  }

  /** Every version that came while versioning was suspended has it. */
  @Test
  void nullIsNoVersionId() {
    answer("HTTP/1.1 200 OK\r\n" + HEADERS + "x-amz-version-id: null\r\nContent-Length: 1\r\n\r\n");
    assertThat(store.stat("a.json").orElseThrow().versionId()).isNull();
  }

  @Test
  void whatIsListedWithoutAnEtagIsNamedAndHoldsUpNoOther() {
    answer(
        ok(
            "<ListBucketResult><Name>sample</Name><Prefix></Prefix><KeyCount>3</KeyCount>"
                + "<MaxKeys>10</MaxKeys><IsTruncated>true</IsTruncated><EncodingType>url</EncodingType>"
                + entry("a.json", "<ETag>\"0cc175b9c0f1b6a831c399e269772661\"</ETag>")
                + entry("b%00.json", "<ETag>\"0cc175b9c0f1b6a831c399e269772661\"</ETag>")
                + entry("c.json", "")
                + "</ListBucketResult>"));

    ListingPage page = store.listing().page("", null, 10);

    assertThat(page.objects()).extracting(StoredObject::key).containsExactly("a.json", "b\0.json");
    assertThat(page.untold()).containsExactly("c.json");
    assertThat(page.end()).isEqualTo("c.json");
  }

  /** The embedded servers check no token, so this looks at what is sent. */
  @Test
  void aSessionTokenIsSentAndSignedAlsoToAServerWithAPath() throws Exception {
    answer(error(503, "SlowDown"));
    for (String path : List.of("", "/storage/v1/s3")) {
      StorageSettings settings =
          new StorageSettings(
              URI.create("http://127.0.0.1:" + server.getLocalPort() + path),
              "us-east-1",
              "sample",
              () -> new StorageKeys("service", "service-secret", "session-" + path.length()));
      try (ObjectStore shortLived = new ObjectStore(settings, 1)) {
        assertThatThrownBy(() -> shortLived.stat("a.json")).isInstanceOf(StorageUnavailable.class);
      }
      assertThat(requests)
          .last()
          .asString()
          .startsWith("HEAD " + path + "/sample/a.json ")
          .containsIgnoringCase("\r\nx-amz-security-token: session-" + path.length() + "\r\n")
          .containsPattern("SignedHeaders=[^,]*x-amz-security-token");
    }
  }

  /** One call would have to answer within two minutes, however slowly the server copies. */
  @Test
  void copiesFrom256MiBOnInParts() {
    answer(error(503, "SlowDown"));
    copy((256L << 20) - 1);
    assertThat(requests).last().asString().startsWith("PUT /sample/b.json ");
    copy(256L << 20);
    assertThat(requests).last().asString().startsWith("HEAD /sample/a.json ");
  }

  private void copy(long size) {
    StoredObject from =
        new StoredObject("a.json", "0cc175b9c0f1b6a831c399e269772661", size, Instant.EPOCH, null);
    assertThatThrownBy(() -> store.copier().copy(from, "b.json"))
        .isInstanceOf(StorageUnavailable.class);
  }

  /** The server takes the connection and says nothing; by itself, a copy waits for two minutes. */
  @Test
  @Timeout(60)
  void breaksOffWhatTakesTooLong() {
    StoredObject from =
        new StoredObject("a.json", "0cc175b9c0f1b6a831c399e269772661", 1, Instant.EPOCH, null);
    assertThatThrownBy(() -> store.within(Duration.ofMillis(100)).copier().copy(from, "b.json"))
        .isInstanceOf(StorageUnavailable.class);
  }

  private static String entry(String key, String etag) {
    return "<Contents><Key>%s</Key>%s<Size>1</Size>".formatted(key, etag)
        + "<LastModified>2026-11-01T00:00:00.000Z</LastModified></Contents>";
  }

  private static String ok(String xml) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(xml.length(), xml);
  }

  private static String error(int status, String code) {
    String xml = "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>m</Message></Error>";
    String body = xml.formatted(code);
    return "HTTP/1.1 %d X\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(status, body.length(), body);
  }

  /** Gives this answer to every request, and closes the connection. */
  private void answer(String text) {
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                  requests.add(readRequest(client));
                  client.getOutputStream().write(text.getBytes(ISO_8859_1));
                  client.getOutputStream().flush();
                } catch (IOException e) {
                  return;
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** The request's first line and headers. */
  private static String readRequest(Socket client) throws IOException {
    StringBuilder text = new StringBuilder();
    int newlines = 0;
    while (newlines < 2) {
      int next = client.getInputStream().read();
      if (next < 0) {
        return "";
      }
      text.append((char) next);
      newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
    }
    return text.toString();
  }
}
