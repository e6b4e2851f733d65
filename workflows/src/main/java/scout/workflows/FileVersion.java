package scout.workflows;

/**
 * A version of an object that arrived. Every field may be null: the journey looks at the object
 * itself.
 *
 * @param etag the version's ETag without quotes, where the sender knows it
 * @param source who saw it: {@code webhook}, {@code sweep}, {@code bulk} (the bulk lane) or a
 *     command
 */
public record FileVersion(String etag, String source) {}
