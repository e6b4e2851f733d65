package scout.local.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.api.workflowservice.v1.UpdateNamespaceRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import scout.workflows.SearchAttributes;

/** Creates the namespace and Scout's search attributes on a fresh server. */
final class NamespaceSetup {
  private static final long CALL_LIMIT_SECONDS = 10;

  private final String address;
  private final NamespacePlan plan;

  NamespaceSetup(String address, String namespace) {
    this(address, NamespacePlan.usual(namespace));
  }

  NamespaceSetup(String address, NamespacePlan plan) {
    this.address = address;
    this.plan = plan;
  }

  /** Creates what is missing; throws while the server is not ready, and may be called again. */
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
      keepRetention(service);
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
                  .setNamespace(plan.name())
                  .setWorkflowExecutionRetentionPeriod(plan.retention())
                  .build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  /** Sets the retention, since an earlier start may have set another. */
  private void keepRetention(WorkflowServiceStubs service) {
    var stub = service.blockingStub().withDeadlineAfter(CALL_LIMIT_SECONDS, TimeUnit.SECONDS);
    NamespaceConfig found =
        stub.describeNamespace(
                DescribeNamespaceRequest.newBuilder().setNamespace(plan.name()).build())
            .getConfig();
    if (!found.getWorkflowExecutionRetentionTtl().equals(plan.retention())) {
      stub.updateNamespace(
          UpdateNamespaceRequest.newBuilder()
              .setNamespace(plan.name())
              .setConfig(
                  NamespaceConfig.newBuilder().setWorkflowExecutionRetentionTtl(plan.retention()))
              .build());
    }
  }

  private void addSearchAttributes(OperatorServiceStubs operator) {
    var stub = operator.blockingStub().withDeadlineAfter(CALL_LIMIT_SECONDS, TimeUnit.SECONDS);
    Map<String, IndexedValueType> missing = new HashMap<>();
    for (SearchAttributeKey<?> key : SearchAttributes.ALL) {
      missing.put(key.getName(), key.getValueType());
    }
    stub.listSearchAttributes(
            ListSearchAttributesRequest.newBuilder().setNamespace(plan.name()).build())
        .getCustomAttributesMap()
        .keySet()
        .forEach(missing::remove);
    if (!missing.isEmpty()) {
      stub.addSearchAttributes(
          AddSearchAttributesRequest.newBuilder()
              .setNamespace(plan.name())
              .putAllSearchAttributes(missing)
              .build());
    }
  }
}
