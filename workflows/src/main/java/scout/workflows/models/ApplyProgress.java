package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import scout.workflows.sources.SourceFill;

/**
 * How far an application has come; the next run continues from it.
 *
 * @param phase {@code source}, {@code fill} or {@code tables}
 * @param fill how far silver is filled; null before the first part
 * @param paused true if it waits for {@code resume}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApplyProgress(String phase, SourceFill fill, boolean paused) {}
