/** Resumable uploads of large files. */
package scout.cli.upload;
