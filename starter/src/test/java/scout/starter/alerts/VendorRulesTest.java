package scout.starter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The receivers take what the vendors publish, and not everything. */
class VendorRulesTest {
  @ParameterizedTest
  @CsvSource({
    "SLACK, slack.json, text",
    "TEAMS, teams.json, attachments",
    "PAGERDUTY, pagerduty_trigger.json, payload",
    "PAGERDUTY, pagerduty_resolve.json, event_action"
  })
  void takesTheVendorsExampleAndNotWithoutAPart(VendorRules vendor, String example, String part)
      throws IOException {
    JsonNode body = new ObjectMapper().readTree(VendorRulesTest.class.getResourceAsStream(example));
    assertThat(vendor.takes(body)).isTrue();
    ((ObjectNode) body).remove(part);
    assertThat(vendor.takes(body)).isFalse();
  }
}
