package scout.local.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;

/**
 * What came of reading one input with some settings.
 *
 * @param input what was read
 * @param refusal code of what makes Scout leave or quarantine it; null if its records are loaded
 * @param message the refusal in words; null without one
 * @param read how many records it holds, as far as it was read
 * @param rejected how many of them can't be loaded
 * @param rejects code to how many records were rejected for it
 * @param reasons code to what was said of the first of these records
 * @param records the good ones, at most as many as are kept
 * @param dialect what was done so that it could be read, a JSON object; null if nothing
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

  /** Returns how many records would be loaded; none of a file that is refused. */
  long loaded() {
    return refusal == null ? read - rejected : 0;
  }

  /** Returns a member of the dialect; a missing node if it was not noted. */
  JsonNode note(String member) {
    try {
      return dialect == null ? MissingNode.getInstance() : JSON.readTree(dialect).path(member);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The parser writes a JSON object", e);
    }
  }
}
