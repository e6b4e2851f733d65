package scout.local.temporal;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import scout.workflows.SearchAttributes;

/** Makes the namespace and Scout's search attributes on a fresh server. */
final class NamespaceSetup {
  private static final long RETENTION_DAYS = 30;
  private static final long CALL_LIMIT_SECONDS = 10;

  private final String address;
  private final String namespace;

  NamespaceSetup(String address, String namespace) {
    this.address = address;
    this.namespace = namespace;
  }

  /** Does what is missing; throws while the server isn't ready for it, and may be called again. */
  void run() {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address)
                .validateAndBuildWithDefaults());
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget(address)
                .validateAndBuildWithDefaults());
    try {
      register(service);
      addSearchAttributes(operator);
      describe(service);
    } finally {
      service.shutdownNow();
      operator.shutdownNow();
    }
  }

  private void register(WorkflowServiceStubs service) {
    try {
      service
          .blockingStub()
          .withDeadlineAfter(CALL_LIMIT_SECONDS, TimeUnit.SECONDS)
          .registerNamespace(
              RegisterNamespaceRequest.newBuilder()
                  .setNamespace(namespace)
                  .setWorkflowExecutionRetentionPeriod(Durations.fromDays(RETENTION_DAYS))
                  .build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  private void describe(WorkflowServiceStubs service) {
    service
        .blockingStub()
        .withDeadlineAfter(CALL_LIMIT_SECONDS, TimeUnit.SECONDS)
        .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
  }

  private void addSearchAttributes(OperatorServiceStubs operator) {
    var stub = operator.blockingStub().withDeadlineAfter(CALL_LIMIT_SECONDS, TimeUnit.SECONDS);
    Map<String, IndexedValueType> missing = new HashMap<>();
    for (SearchAttributeKey<?> key : SearchAttributes.ALL) {
      missing.put(key.getName(), key.getValueType());
    }
    stub.listSearchAttributes(
            ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
        .getCustomAttributesMap()
        .keySet()
        .forEach(missing::remove);
    if (!missing.isEmpty()) {
      stub.addSearchAttributes(
          AddSearchAttributesRequest.newBuilder()
              .setNamespace(namespace)
              .putAllSearchAttributes(missing)
              .build());
    }
  }
}
