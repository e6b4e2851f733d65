/**
 * The bucket: access to its server, the meaning of its keys, and listing, reading, copying and
 * deleting objects. It uses only plain S3 calls, so that any S3 server works.
 */
package scout.storage;
