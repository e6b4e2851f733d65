package scout.local.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;

/**
 * The result of reading one input with some settings.
 *
 * @param input the input
 * @param refusal why Scout leaves or quarantines it, as a code; null if its records are loaded
 * @param message the refusal in words; null without one
 * @param read how many records it holds in the part that was read
 * @param rejected how many of them can't be loaded
 * @param rejects code to how many records were rejected for it
 * @param reasons code to the message of its first record
 * @param records the good ones, up to a limit
 * @param dialect the conversions that made it readable, a JSON object; null if none
 * @param cut whether only its beginning was read
 */
record ReadSample(
    SampleInput input,
    String refusal,
    String message,
    long read,
    long rejected,
    Map<String, Long> rejects,
    Map<String, String> reasons,
    List<SampleRecord> records,
    String dialect,
    boolean cut) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns how many records would be loaded; 0 for a refused file. */
  long loaded() {
    return refusal == null ? read - rejected : 0;
  }

  /** Returns a member of the dialect; a missing node if absent. */
  JsonNode note(String member) {
    try {
      return dialect == null ? MissingNode.getInstance() : JSON.readTree(dialect).path(member);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The parser writes a JSON object", e);
    }
  }
}
