package scout.models;

/**
 * A column of a table, as PostgreSQL says.
 *
 * @param name as in {@code pg_attribute}, not quoted
 * @param type as {@code format_type} writes it, such as {@code numeric(12,2)}
 */
public record ModelColumn(String name, String type) {}
