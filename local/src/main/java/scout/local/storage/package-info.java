/**
 * An S3 server in this process, its objects kept as files: for a laptop, the demo and the tests. It
 * refuses what a real one refuses, and what a folder can't hold.
 */
package scout.local.storage;
