package scout.starter.alerts;

import java.util.Map;
import java.util.Optional;

/** How a message is written for a target that takes JSON by HTTP. */
interface MessageFormat {
  /** The JSON object; empty if the target is not told of such messages. */
  Optional<Map<String, Object>> body(AlertMessage message);
}
