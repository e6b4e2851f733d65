package scout.models;

/**
 * A column of reference data.
 *
 * @param name as in the file's header
 * @param type of its values
 * @param about what it means, for people; empty if nobody said so
 */
public record ReferenceColumn(String name, FieldType type, String about) {}
