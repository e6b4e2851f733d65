package scout.local.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.cli.upload.FileFacts;
import scout.settings.StorageSettings;
import scout.storage.EmbeddedBucket;
import scout.storage.ObjectStore;
import scout.storage.ObjectStream;
import scout.storage.StoredObject;
import scout.storage.UploadStore;

/** The device's shell script, with the device's credential. */
class EdgeUploaderTest {
  private static final String FOLDER = "scout/v1/bronze/till-1/";

  @TempDir Path folder;
  private Path outbox;
  private EmbeddedS3 server;
  private ObjectStore service;

  @BeforeEach
  void start() throws Exception {
    EdgeScript.assumeItRuns();
    outbox = Files.createDirectories(folder.resolve("out box"));
    server =
        EmbeddedS3.start(
            folder.resolve("data"),
            0,
            LocalBucket.AREA,
            LocalBucket.SERVICE,
            LocalBucket.DEVICE,
            (bucket, key, etag, size) -> {});
    service = new ObjectStore(server.service(), 2);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      service.close();
      server.close();
    }
  }

  @Test
  void uploadsAnyName() throws Exception {
    List<String> names =
        List.of(
            "a b.jsonl",
            "it's \"quoted\" and 'quoted'.jsonl",
            "new\nline.jsonl",
            "tab\t and \u001b escape.jsonl",
            "$(touch harmed) `touch harmed` ; touch harmed & |.jsonl",
            "-c --help.jsonl",
            "@config.jsonl",
            "{a,b} [1-3] *.jsonl",
            "back\\slash %2B+ ?#&=.jsonl",
            "日本語 ürün ñ 🧾.jsonl");
    for (String name : names) {
      write(name, "{\"n\":1}\n");
    }

    EdgeScript.Run run = once();

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(run.output().lines())
        .hasSize(names.size())
        .noneMatch(line -> line.contains("\u001b"));
    assertThat(keys())
        .containsExactlyInAnyOrderElementsOf(names.stream().map(FOLDER::concat).toList());
    assertThat(files(outbox)).isEmpty();
    assertThat(files(outbox.resolve("sent"))).containsExactlyInAnyOrderElementsOf(names);
    assertThat(run.output()).doesNotContain("device-secret");
  }

  @Test
  void declaresHashAndCount() throws Exception {
    write("lines.jsonl", "\ufeff{\"n\":1}\n \t\r\n{\"n\":2}\r\nnoise");
    write("plain.csv", "a,b\n1,2\n\n3,4\n");
    write("quoted.csv", "a,b\n1,\"2\n3\"\n");
    write("array.json", "[{},{}]");
    write("empty.jsonl", "");
    write("LOUD.JSONL", "{}\n{}\n");
    write("nul.jsonl", "{}\n\0\0{}\n");
    byte[] packed = gzip("{\"n\":1}\n{\"n\":2}\n{\"n\":3}");
    Files.write(outbox.resolve("lines.ndjson.gz"), packed);
    Files.write(outbox.resolve("cut.ndjson.gz"), Arrays.copyOf(packed, 20));

    EdgeScript.Run run = once();

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(declared("lines.jsonl")).containsEntry("scout-records", "3");
    assertThat(declared("plain.csv")).containsEntry("scout-records", "2");
    assertThat(declared("empty.jsonl")).containsEntry("scout-records", "0");
    assertThat(declared("LOUD.JSONL")).containsEntry("scout-records", "2");
    assertThat(declared("lines.ndjson.gz"))
        .containsEntry("scout-records", "3")
        .containsEntry("scout-sha256", sha256(packed));
    for (String unsure : List.of("quoted.csv", "array.json", "cut.ndjson.gz", "nul.jsonl")) {
      assertThat(declared(unsure)).containsOnlyKeys("scout-sha256");
    }
  }

  @Test
  void uploadsTheSameAgainIfItWasKilledBeforeTheMove() throws Exception {
    write("a.jsonl", "{\"n\":1}\n");
    assertThat(once().exit()).isZero();
    StoredObject first = service.stat(FOLDER + "a.jsonl").orElseThrow();

    Files.move(outbox.resolve("sent/a.jsonl"), outbox.resolve("a.jsonl"));
    assertThat(once().exit()).isZero();

    assertThat(service.stat(FOLDER + "a.jsonl").orElseThrow().etag()).isEqualTo(first.etag());
    assertThat(files(outbox)).isEmpty();
    assertThat(keys()).hasSize(1);
  }

  @Test
  void leavesWhatIsBeingWritten() throws Exception {
    write("a.jsonl.part", "{");
    write("b.tmp", "{");
    write(".c.jsonl", "{");
    Files.createDirectory(outbox.resolve("folder.jsonl"));
    assertThat(once().exit()).isZero();
    write("young.jsonl", "{");
    assertThat(run(server.endpoint(), Map.of("SCOUT_SETTLE_SECONDS", "3600"), "--once").exit())
        .isZero();
    assertThat(keys()).isEmpty();
    assertThat(files(outbox)).hasSize(4);
  }

  /** As Supabase's server has one; what the commands read and upload goes there too. */
  @Test
  void uploadsToAServerWithAPathOfItsOwn() throws Exception {
    try (EmbeddedBucket bucket = new EmbeddedBucket(folder.resolve("path"), "/storage/v1/s3")) {
      StorageSettings there = bucket.settings();
      write("a b+c.jsonl", "{\"n\":1}\n");

      EdgeScript.Run run =
          run(
              there.endpoint(),
              Map.of(
                  "SCOUT_DEVICE_ACCESS_KEY", there.accessKey(),
                  "SCOUT_DEVICE_SECRET_KEY", there.secretKey()),
              "--once");

      assertThat(run.exit()).as(run.output()).isZero();
      try (UploadStore device = new UploadStore(there);
          ObjectStore reader = new ObjectStore(there, 1)) {
        device.put(
            FOLDER + "by hand.jsonl",
            new ByteArrayInputStream(new byte[] {'1'}),
            1,
            FileFacts.of(Files.write(folder.resolve("by hand.jsonl"), new byte[] {'1'}))
                .metadata());
        List<String> keys =
            reader.listing().page(FOLDER, null, 10).objects().stream()
                .map(StoredObject::key)
                .toList();
        assertThat(keys).containsExactly(FOLDER + "a b+c.jsonl", FOLDER + "by hand.jsonl");
        assertThat(reader.stat(keys.get(0))).isPresent();
      }
    }
  }

  @Test
  void goesOnTryingAndSaysWhy() throws Exception {
    write("a.jsonl", "{\"n\":1}\n");
    EdgeScript.Run wrong =
        run(server.endpoint(), Map.of("SCOUT_DEVICE_SECRET_KEY", "wrong\"\\"), "--once");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.output()).contains("check SCOUT_DEVICE_SECRET_KEY (403").contains("try again");
    EdgeScript.Run nobody =
        run(server.endpoint(), Map.of("SCOUT_DEVICE_ACCESS_KEY", "nobody"), "--once");
    assertThat(nobody.output()).contains("check SCOUT_DEVICE_ACCESS_KEY");
    EdgeScript.Run elsewhere =
        run(server.endpoint(), Map.of("SCOUT_S3_PREFIX", "other/"), "--once");
    assertThat(elsewhere.output()).contains("may not upload to other/till-1/");
    EdgeScript.Run nowhere = run(URI.create("http://127.0.0.1:1"), Map.of(), "--once");
    assertThat(nowhere.exit()).isEqualTo(1);
    assertThat(nowhere.output()).contains("check the network");
    EdgeScript.Run unset = run(server.endpoint(), Map.of("SCOUT_OUTBOX", ""), "--once");
    assertThat(unset.exit()).isEqualTo(2);
    assertThat(unset.output()).contains("SCOUT_OUTBOX");
    assertThat(files(outbox)).containsExactly("a.jsonl");
    assertThat(keys()).isEmpty();

    assertThat(once().exit()).isZero();
    assertThat(keys()).hasSize(1);
  }

  @Test
  void watchesTheFolderAndComesBackAfterAnOutage() throws Exception {
    write("a.jsonl", "{\"n\":1}\n");
    try (Answers s3 = new Answers()) {
      s3.next.add(exchange -> s3.answer(exchange, 503, "<Error><Code>SlowDown</Code></Error>"));
      s3.next.add(exchange -> s3.answer(exchange, 200, "<html>Welcome to our hotel</html>"));
      s3.next.add(
          exchange -> s3.answer(exchange, 403, "<Error><Code>RequestTimeTooSkewed</Code></Error>"));
      try (Watching watching = new Watching(s3)) {
        await(() -> Files.exists(outbox.resolve("sent/a.jsonl")));
        assertThat(watching.process.isAlive()).isTrue();
      }
      assertThat(folder.resolve("log"))
          .content()
          .contains("the bucket has trouble (503 SlowDown)")
          .contains("what answered is not S3")
          .containsPattern(
              "the clock is wrong, the bucket says [^(]*GMT \\(403 RequestTimeTooSkewed");
      assertThat(s3.requests).hasValue(4);
    }
  }

  @Test
  void oneRefusedFileHoldsUpNoOther() throws Exception {
    write("a.jsonl", "{\"n\":1}\n");
    write("b.jsonl", "{\"n\":1}\n");
    try (Answers s3 = new Answers()) {
      s3.next.add(
          exchange -> s3.answer(exchange, 400, "<Error><Code>KeyTooLongError</Code></Error>"));
      EdgeScript.Run run = run(s3.endpoint(), Map.of(), "--once");
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.output()).contains("a.jsonl is not uploaded").contains("uploaded b.jsonl");
      assertThat(files(outbox)).containsExactly("a.jsonl");
    }
  }

  @Test
  void uploadsWhatIsWrittenAfterTheMove() throws Exception {
    Path till = outbox.resolve("day.jsonl");
    Files.writeString(till, "{\"n\":1}\n");
    try (OutputStream open = Files.newOutputStream(till, StandardOpenOption.APPEND)) {
      assertThat(once().exit()).isZero();
      assertThat(content("day.jsonl")).isEqualTo("{\"n\":1}\n");
      for (int sale = 2; sale < 5; sale++) {
        open.write(("{\"n\":" + sale + "}\n").getBytes(UTF_8));
        EdgeScript.Run run = once();
        assertThat(run.exit()).as(run.output()).isZero();
      }
    }

    assertThat(content("day.jsonl")).isEqualTo("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":4}\n");
    assertThat(declared("day.jsonl")).containsEntry("scout-records", "4");
    assertThat(files(outbox)).isEmpty();
    assertThat(once().output()).as("nothing is left to do").isEmpty();
  }

  @Test
  void seesAWriteWhoseTimeIsOld() throws Exception {
    write("a.jsonl", "{\"n\":1}\n");
    assertThat(once().exit()).isZero();
    Path sent = outbox.resolve("sent/a.jsonl");
    Files.writeString(sent, "{\"n\":1}\n{\"n\":2}\n");
    Files.setLastModifiedTime(sent, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

    assertThat(once().output()).contains("uploaded a.jsonl");

    assertThat(content("a.jsonl")).hasLineCount(2);
  }

  @Test
  void uploadsTheEarlierFileBeforeANewOneTakesItsName() throws Exception {
    write("a.jsonl", "{\"n\":1}\n");
    assertThat(once().exit()).isZero();
    Files.writeString(outbox.resolve("sent/a.jsonl"), "{\"n\":1}\n{\"n\":2}\n");
    write("a.jsonl", "{\"n\":3}\n");
    try (Answers s3 = new Answers()) {
      EdgeScript.Run run = run(s3.endpoint(), Map.of(), "--once");

      assertThat(run.exit()).as(run.output()).isZero();
      assertThat(s3.bodies).containsExactly("{\"n\":1}\n{\"n\":2}\n", "{\"n\":3}\n");
    }
    assertThat(outbox.resolve("sent/a.jsonl")).hasContent("{\"n\":3}\n");
    assertThat(files(outbox)).isEmpty();
  }

  @Test
  void knowsAnyNameAgain() throws Exception {
    for (String name : List.of("new\nline.jsonl", "it's 'quoted'.jsonl", "ü |\\ 1 2.jsonl")) {
      write(name, "{}\n");
    }
    assertThat(once().exit()).isZero();
    assertThat(once().output()).isEmpty();

    Files.writeString(outbox.resolve("sent/new\nline.jsonl"), "{}\n{}\n");

    assertThat(once().output()).containsOnlyOnce("uploaded");
    assertThat(content("new\nline.jsonl")).isEqualTo("{}\n{}\n");
  }

  @Test
  void withoutAListUploadsWhatWasWrittenAfterItsMove() throws Exception {
    Path sent = Files.createDirectory(outbox.resolve("sent"));
    Files.writeString(sent.resolve("whole.jsonl"), "{}\n");
    Files.setLastModifiedTime(
        sent.resolve("whole.jsonl"), FileTime.from(Instant.now().minusSeconds(60)));
    Files.writeString(sent.resolve("later.jsonl"), "{}\n");

    assertThat(once().exit()).isZero();

    assertThat(keys()).containsExactly(FOLDER + "later.jsonl");
    assertThat(once().output()).isEmpty();
  }

  @Test
  void onlyTheFilesThatFailWait() throws Exception {
    List<String> odd = List.of("a 403.jsonl", "b 503.jsonl", "c cut.jsonl", "d 200.jsonl");
    for (String name : odd) {
      write(name, "{}\n");
    }
    write("e.jsonl", "{}\n");
    try (Answers s3 = new Answers()) {
      s3.refuses = true;
      EdgeScript.Run run = run(s3.endpoint(), Map.of(), "--once");

      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.output()).contains("uploaded e.jsonl");
      assertThat(files(outbox)).containsExactlyInAnyOrderElementsOf(odd);
    }
  }

  @Test
  void filesThatFailDoNotSlowTheOthers() throws Exception {
    for (int file = 0; file < 8; file++) {
      write("a" + file + " 403.jsonl", "{}\n");
    }
    try (Answers s3 = new Answers();
        Watching watching = new Watching(s3)) {
      s3.refuses = true;
      await(() -> s3.requests.get() >= 6);
      for (int file = 0; file < 4; file++) {
        int before = s3.requests.get();
        Path moved = outbox.resolve("sent/live" + file + ".jsonl");
        write("live" + file + ".jsonl", "{}\n");

        await(() -> Files.exists(moved));

        assertThat(s3.requests.get() - before).as("tries before its turn").isLessThan(12);
      }
      assertThat(watching.process.isAlive()).isTrue();
    }
  }

  @Test
  void triesAFileOrTwoWhileTheBucketTakesNone() throws Exception {
    for (int file = 0; file < 12; file++) {
      write(file + " 503.jsonl", "{}\n");
    }
    try (Answers s3 = new Answers();
        Watching watching = new Watching(s3)) {
      s3.refuses = true;
      await(() -> s3.requests.get() >= 6);
      s3.refuses = false;
      assertThat(s3.paths).as("each try is another file's").doesNotHaveDuplicates();

      await(() -> filesIn(outbox).isEmpty());

      assertThat(watching.process.isAlive()).isTrue();
    }
  }

  /** The script, while it watches the folder. */
  private final class Watching implements AutoCloseable {
    private final Process process;

    Watching(Answers s3) throws IOException {
      process =
          new EdgeScript(outbox)
              .process(s3.endpoint(), Map.of())
              .redirectOutput(folder.resolve("log").toFile())
              .start();
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      process.onExit().join();
    }
  }

  private static void await(BooleanSupplier state) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!state.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private EdgeScript.Run once() throws Exception {
    return new EdgeScript(outbox).once(server.endpoint());
  }

  private EdgeScript.Run run(URI endpoint, Map<String, String> changed, String... arguments)
      throws Exception {
    return new EdgeScript(outbox).run(endpoint, changed, arguments);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(outbox.resolve(name), content);
  }

  private static List<String> files(Path in) throws IOException {
    try (var list = Files.list(in)) {
      return list.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    }
  }

  private static List<String> filesIn(Path in) {
    try {
      return files(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> keys() {
    return service.listing().page("", null, 100).objects().stream().map(StoredObject::key).toList();
  }

  private String content(String name) throws IOException {
    try (ObjectStream stream = service.open(FOLDER + name, null)) {
      return new String(stream.body().readAllBytes(), UTF_8);
    }
  }

  private Map<String, String> declared(String name) throws IOException {
    try (ObjectStream stream = service.open(FOLDER + name, null)) {
      return stream.metadata();
    }
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  private static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /**
   * A server that answers as it is told, then as S3 answers an upload; or as the object's name
   * says.
   */
  private static final class Answers implements AutoCloseable {
    final Deque<Answer> next = new ArrayDeque<>();
    final List<String> paths = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();
    volatile boolean refuses;
    final AtomicInteger requests = new AtomicInteger();
    private final HttpServer http;

    Answers() throws IOException {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext("/", this::handle);
      http.start();
    }

    URI endpoint() {
      return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      paths.add(exchange.getRequestURI().getPath());
      requests.incrementAndGet();
      Answer answer = refuses ? refusal(exchange.getRequestURI().getPath()) : next.poll();
      if (answer != null) {
        answer.to(exchange);
      } else {
        exchange.getResponseHeaders().set("ETag", "\"0cc175b9c0f1b6a831c399e269772661\"");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
      }
    }

    private Answer refusal(String path) {
      if (path.contains("403")) {
        return exchange -> answer(exchange, 403, "<Error><Code>AccessDenied</Code></Error>");
      }
      if (path.contains("503")) {
        return exchange -> answer(exchange, 503, "<Error><Code>SlowDown</Code></Error>");
      }
      if (path.contains("200")) {
        return exchange -> answer(exchange, 200, "<html>Blocked by your provider</html>");
      }
      return path.contains("cut") ? HttpExchange::close : null;
    }

    void answer(HttpExchange exchange, int status, String body) throws IOException {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }
}
