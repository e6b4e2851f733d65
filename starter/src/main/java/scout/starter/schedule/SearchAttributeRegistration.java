package scout.starter.schedule;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.workflows.SearchAttributes;

/** Ensures that the namespace has Scout's search attributes, without which nothing starts. */
final class SearchAttributeRegistration {
  private static final Logger LOG = LoggerFactory.getLogger(SearchAttributeRegistration.class);

  private final WorkflowServiceStubs service;
  private final String namespace;

  SearchAttributeRegistration(WorkflowServiceStubs service, String namespace) {
    this.service = service;
    this.namespace = namespace;
  }

  /**
   * Registers missing ones; throws SetupImpossible with the command to run if it may not.
   *
   * @return true if some were missing
   */
  boolean ensure() throws SetupImpossible {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(service.getRawChannel())
                .validateAndBuildWithDefaults());
    Set<String> known = known(operator);
    List<SearchAttributeKey<?>> missing =
        SearchAttributes.ALL.stream().filter(key -> !known.contains(key.getName())).toList();
    try {
      missing.forEach(key -> add(operator, key));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.PERMISSION_DENIED) {
        throw new SetupImpossible(
            "Search attributes are missing and may not be registered from here; run: "
                + command(missing));
      }
      throw e;
    }
    return !missing.isEmpty();
  }

  private Set<String> known(OperatorServiceStubs operator) {
    try {
      return operator
          .blockingStub()
          .listSearchAttributes(
              ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
          .getCustomAttributesMap()
          .keySet();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return Set.of();
      }
      throw e;
    }
  }

  private void add(OperatorServiceStubs operator, SearchAttributeKey<?> key) {
    try {
      operator
          .blockingStub()
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(namespace)
                  .putSearchAttributes(key.getName(), key.getValueType())
                  .build());
      LOG.info("Registered the search attribute {}", key.getName());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  private String command(List<SearchAttributeKey<?>> missing) {
    return missing.stream()
        .map(
            key ->
                "temporal operator search-attribute create --namespace "
                    + namespace
                    + " --name "
                    + key.getName()
                    + " --type "
                    + (key.equals(SearchAttributes.RECORDS) ? "Int" : "Keyword"))
        .collect(Collectors.joining(" && "));
  }
}
