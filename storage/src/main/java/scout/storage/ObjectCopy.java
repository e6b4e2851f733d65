package scout.storage;

/**
 * What copying an object gave.
 *
 * @param source the version that was copied, with its version id where the storage tells it
 * @param copy where the copy lies; its size is the source's, its ETag may differ
 */
public record ObjectCopy(StoredObject source, StoredObject copy) {}
