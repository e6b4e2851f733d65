package scout.storage;

/**
 * An object in the archive.
 *
 * @param copy the object where it lies now
 * @param copied false if it lay there already
 */
public record ArchivedObject(StoredObject copy, boolean copied) {}
