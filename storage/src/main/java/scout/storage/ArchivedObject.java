package scout.storage;

/**
 * An object in the archive.
 *
 * @param copy the object at its place in the archive
 * @param copied false if it was already there
 */
public record ArchivedObject(StoredObject copy, boolean copied) {}
