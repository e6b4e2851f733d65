package scout.cli.commands;

import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Passes every call on to a Temporal server, but refuses some on request. */
final class TemporalGate implements AutoCloseable {
  private static final long LONGEST_POLL_SECONDS = 70;

  private final ManagedChannel target;
  private final Server server;
  private final Map<String, Status> refused = new ConcurrentHashMap<>();
  private final Map<String, Long> needed = new ConcurrentHashMap<>();
  private final Map<String, Integer> times = new ConcurrentHashMap<>();

  /**
   * @param port where the server listens
   */
  TemporalGate(int port) throws IOException {
    target = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    server = ServerBuilder.forPort(0).fallbackHandlerRegistry(new Everything()).build().start();
  }

  /** Where it listens. */
  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  /** Answers the next calls of this method with the status; all of them for a negative number. */
  void refuse(String method, Status.Code code, int calls) {
    times.put(method, calls);
    refused.put(method, busy(code));
  }

  private static Status busy(Status.Code code) {
    return code.toStatus().withDescription("Workflow is busy.");
  }

  /**
   * Answers calls of this method that have less than so many seconds as a server does that needs
   * longer to take the workflow's lock.
   */
  void refuseImpatient(String method, long seconds) {
    needed.put(method, seconds);
  }

  /** Refuses nothing any more. */
  void open() {
    refused.clear();
    needed.clear();
  }

  private void handle(
      MethodDescriptor<byte[], byte[]> method, byte[] request, StreamObserver<byte[]> answer) {
    String name = method.getBareMethodName();
    if (isImpatient(name)) {
      answer.onError(busy(Status.Code.RESOURCE_EXHAUSTED).asRuntimeException());
      return;
    }
    Status status = refused.get(name);
    if (status != null && times.merge(name, -1, Integer::sum) != -1) {
      answer.onError(status.asRuntimeException());
      return;
    }
    refused.remove(name);
    ClientCalls.asyncUnaryCall(
        target.newCall(
            method, CallOptions.DEFAULT.withDeadlineAfter(LONGEST_POLL_SECONDS, TimeUnit.SECONDS)),
        request,
        answer);
  }

  private boolean isImpatient(String method) {
    Long seconds = needed.get(method);
    Deadline deadline = Context.current().getDeadline();
    return seconds != null
        && deadline != null
        && deadline.timeRemaining(TimeUnit.MILLISECONDS) < TimeUnit.SECONDS.toMillis(seconds);
  }

  private final class Everything extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      MethodDescriptor<byte[], byte[]> method =
          MethodDescriptor.newBuilder(new Bytes(), new Bytes())
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(name)
              .build();
      return ServerMethodDefinition.create(
          method, ServerCalls.asyncUnaryCall((request, answer) -> handle(method, request, answer)));
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
    target.shutdownNow();
  }
}
