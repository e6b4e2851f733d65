/**
 * The object storage: listing, reading, copying and deleting objects, and moving those that came to
 * rest into the archive. Only plain S3 calls are used, so that any S3 serves.
 */
package scout.activities.storage;
