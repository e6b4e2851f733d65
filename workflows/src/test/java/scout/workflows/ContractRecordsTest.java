package scout.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.workflows.batch.BatchFile;
import scout.workflows.batch.FileGroup;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.JourneyStart;
import scout.workflows.journey.LoadResult;
import scout.workflows.journey.ReprocessRequest;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.TableChange;

/**
 * While two releases run side by side, each reads records of which the other knows more or less.
 */
class ContractRecordsTest {
  private static final ObjectMapper JSON = JacksonJsonPayloadConverter.newDefaultObjectMapper();

  /** It stays within the program. */
  private static final Set<Class<?>> NEVER_SENT = Set.of(SignalInput.class);

  /** Without these a record means nothing; every release writes them. */
  private static final Map<Class<?>, Set<String>> ESSENTIAL =
      Map.of(
          BatchFile.class, Set.of("key", "etag"),
          FileGroup.class, Set.of("bucket", "files"),
          RebuildRequest.class, Set.of("layer"));

  static Stream<Class<?>> records() throws IOException, URISyntaxException {
    Path folder = Path.of(TaskQueues.class.getResource("TaskQueues.class").toURI()).getParent();
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
          .filter(name -> !name.startsWith("impl"))
          .<Class<?>>map(ContractRecordsTest::load)
          .filter(type -> type.isRecord() && !NEVER_SENT.contains(type))
          .toList()
          .stream();
    }
  }

  private static Class<?> load(String file) {
    try {
      return Class.forName(
          "scout.workflows."
              + file.substring(0, file.length() - ".class".length()).replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void allAreLookedAt() throws Exception {
    assertThat(records())
        .contains(LoadResult.class, JourneyStart.class, JourneyStart.Step.class, TableChange.class);
  }

  @ParameterizedTest
  @MethodSource("records")
  void takesAFieldMore(Class<?> type) throws Exception {
    Object written = sample(type);
    ObjectNode json = JSON.valueToTree(written);
    json.put("addedByALaterRelease", "word");
    json.putObject("andAnObject").put("of", 1);

    assertThat(read(json, type)).isEqualTo(written);
  }

  @ParameterizedTest
  @MethodSource("records")
  void takesAFieldLess(Class<?> type) throws Exception {
    ObjectNode json = JSON.valueToTree(sample(type));
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      ObjectNode less = json.deepCopy();
      less.remove(name);
      if (ESSENTIAL.getOrDefault(type, Set.of()).contains(name)) {
        assertThatThrownBy(() -> read(less, type)).as(name).isInstanceOf(IOException.class);
      } else {
        assertThat(read(less, type)).as("without " + name).isNotNull();
      }
    }
  }

  @Test
  void takesAStatusThatALaterReleaseHas() throws Exception {
    ObjectNode json = JSON.valueToTree(sample(LoadResult.class));
    json.put("status", "frozen");

    assertThat(((LoadResult) read(json, LoadResult.class)).status()).isEqualTo(FileStatus.UNKNOWN);
  }

  @Test
  void aSlipOfAPersonIsNoFieldOfALaterRelease() throws Exception {
    assertThat(JSON.readValue("{\"reson\": \"x\"}", ReprocessRequest.class).problem())
        .contains("there is no field \"reson\"");
    assertThat(
            JSON.readValue("{\"requestId\": \"r\", \"added\": 1}", ReprocessRequest.class)
                .problem())
        .isNull();
  }

  private static Object read(ObjectNode json, Class<?> type) throws IOException {
    return JSON.readValue(JSON.writeValueAsBytes(json), type);
  }

  private static Object sample(Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      return Map.of("name", "text");
    }
    if (type instanceof ParameterizedType list) {
      return List.of(sample(list.getActualTypeArguments()[0]));
    }
    Class<?> plain = (Class<?>) type;
    if (plain == JourneyStart.Step.class) {
      return JourneyStart.Step.of(new DiscardRequest("reason", "etag", "request"));
    }
    if (plain == DiscardRequest.class) {
      return new DiscardRequest("reason", "etag", "request");
    }
    if (plain == ReprocessRequest.class) {
      return new ReprocessRequest("reason", "etag", "request");
    }
    return plain.isRecord() ? record(plain) : value(plain);
  }

  private static Object record(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = sample(components[i].getGenericType());
    }
    var constructor =
        type.getDeclaredConstructor(
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  private static Object value(Class<?> type) {
    JavaType known = JSON.constructType(type);
    if (known.isEnumType()) {
      return type.getEnumConstants()[0];
    }
    return Map.<Class<?>, Object>of(
            String.class,
            "text",
            long.class,
            7L,
            Long.class,
            7L,
            int.class,
            7,
            boolean.class,
            true,
            Boolean.class,
            true,
            UUID.class,
            UUID.fromString("01957f3a-0000-7000-8000-000000000001"),
            Instant.class,
            Instant.parse("2025-03-14T09:00:00Z"),
            LocalDate.class,
            LocalDate.parse("2025-03-14"))
        .get(type);
  }
}
