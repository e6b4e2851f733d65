package scout.workflows.impl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How a release reads and writes whose records all have one field more. */
final class MoreFields extends JacksonJsonPayloadConverter {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A program gives a request an id beside them. */
  private static final Set<String> TYPED = Set.of("reason", "etag");

  private MoreFields() {}

  static WorkflowClientOptions options() {
    return WorkflowClientOptions.newBuilder()
        .setDataConverter(
            DefaultDataConverter.newDefaultInstance()
                .withPayloadConverterOverrides(new MoreFields()))
        .build();
  }

  @Override
  public Optional<Payload> toData(Object value) {
    return super.toData(value)
        .map(
            written ->
                written.toBuilder()
                    .setData(ByteString.copyFrom(added(written.getData().toByteArray())))
                    .build());
  }

  /** The same JSON with one field more in each object. */
  static byte[] added(byte[] json) {
    try {
      JsonNode value = JSON.readTree(json);
      add(value);
      return JSON.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Not to what a person typed: there, a field that nobody knows is a slip. */
  private static void add(JsonNode value) {
    value.forEach(MoreFields::add);
    Set<String> names = new HashSet<>();
    value.fieldNames().forEachRemaining(names::add);
    boolean typed = !names.isEmpty() && TYPED.containsAll(names);
    if (value instanceof ObjectNode object && !typed) {
      object.put("addedLater", "word");
    }
  }
}
