/**
 * The bucket: how its server is reached, what its keys mean, and listing, reading, copying and
 * deleting objects. Only plain S3 calls are used, so that any S3 serves.
 */
package scout.storage;
