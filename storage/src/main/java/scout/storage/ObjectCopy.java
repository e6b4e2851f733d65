package scout.storage;

/**
 * The result of copying an object.
 *
 * @param source the copied version, with its version id if the storage returns it
 * @param copy the copy; it has the source's size, but its ETag may differ
 */
public record ObjectCopy(StoredObject source, StoredObject copy) {}
