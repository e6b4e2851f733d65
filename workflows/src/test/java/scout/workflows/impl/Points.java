package scout.workflows.impl;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The points that a journey passes: each step's beginning and end, and each workflow task's end,
 * just before the server hears of it and just after it has answered. A test does something at some
 * of them; the journey stands still meanwhile.
 */
final class Points implements ClientInterceptor {
  private static final String TASK_ENDS =
      "temporal.api.workflowservice.v1.WorkflowService/RespondWorkflowTaskCompleted";

  private final List<String> passed = new ArrayList<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final Map<String, Runnable> actions = new HashMap<>();

  /** Forgets what was passed and begins anew, with what is to be done at which point. */
  synchronized void begin(Map<String, Runnable> atPoints) {
    passed.clear();
    actions.clear();
    actions.putAll(atPoints);
  }

  /** Those passed so far, numbered: {@code load begins 1}. */
  synchronized List<String> passed() {
    return List.copyOf(passed);
  }

  /** True if no step and no task is between its beginning and its end. */
  boolean isQuiet() {
    return underWay.get() == 0;
  }

  /** A step of the journey, with a point at its beginning and one at its end. */
  <T> T step(String name, Supplier<T> work) {
    underWay.incrementAndGet();
    try {
      pass(name + " begins");
      T result = work.get();
      pass(name + " ends");
      return result;
    } finally {
      underWay.decrementAndGet();
    }
  }

  private void pass(String point) {
    Runnable action = next(point);
    if (action != null) {
      action.run();
    }
  }

  private synchronized Runnable next(String point) {
    int times = 1;
    while (passed.contains(point + " " + times)) {
      times++;
    }
    passed.add(point + " " + times);
    return actions.remove(point + " " + times);
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel channel) {
    ClientCall<Q, A> call = channel.newCall(method, options);
    return method.getFullMethodName().equals(TASK_ENDS) ? watched(call) : call;
  }

  private <Q, A> ClientCall<Q, A> watched(ClientCall<Q, A> call) {
    return new SimpleForwardingClientCall<>(call) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        underWay.incrementAndGet();
        pass("task is ending");
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onMessage(A message) {
                pass("task has ended");
                super.onMessage(message);
              }

              @Override
              public void onClose(Status status, Metadata trailers) {
                underWay.decrementAndGet();
                super.onClose(status, trailers);
              }
            },
            headers);
      }
    };
  }
}
