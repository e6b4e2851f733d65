/** How an S3 server is reached: with which credential, and signed for which path. */
package scout.storage;
