package scout.starter.schedule;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ensures that the namespace exists: a Temporal whose database was lost has none. */
final class NamespaceRegistration {
  private static final Logger LOG = LoggerFactory.getLogger(NamespaceRegistration.class);

  private final WorkflowServiceStubs service;
  private final String namespace;
  private final int retentionDays;

  /**
   * @param retentionDays how long closed workflows are kept in it
   */
  NamespaceRegistration(WorkflowServiceStubs service, String namespace, int retentionDays) {
    this.service = service;
    this.namespace = namespace;
    this.retentionDays = retentionDays;
  }

  /**
   * Registers it if it is missing; throws SetupImpossible with the command to run if it may not.
   *
   * @return true if it was missing
   */
  boolean ensure() throws SetupImpossible {
    if (isThere()) {
      return false;
    }
    try {
      var unused =
          service
              .blockingStub()
              .registerNamespace(
                  RegisterNamespaceRequest.newBuilder()
                      .setNamespace(namespace)
                      .setWorkflowExecutionRetentionPeriod(Durations.fromDays(retentionDays))
                      .build());
      LOG.warn(
          "Temporal had no namespace {}, so it was made; journeys that were under way are begun"
              + " again by the next sweep",
          namespace);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.PERMISSION_DENIED) {
        throw new SetupImpossible(
            "The namespace is missing and may not be registered from here; run: temporal operator"
                + " namespace create --namespace %s --retention %dd"
                    .formatted(namespace, retentionDays));
      }
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
    return true;
  }

  private boolean isThere() {
    try {
      var unused =
          service
              .blockingStub()
              .describeNamespace(
                  DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
      return true;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return false;
      }
      // a credential for work in the namespace may lack the right to describe it
      if (e.getStatus().getCode() == Status.Code.PERMISSION_DENIED
          || e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return true;
      }
      throw e;
    }
  }
}
