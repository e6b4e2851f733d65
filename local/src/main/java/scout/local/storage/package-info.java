/**
 * An S3 server in this process that stores objects as files: for a laptop, the demo and the tests.
 * It refuses what a real one refuses, and keys that can't be files.
 */
package scout.local.storage;
