/** Uploads of large files that go on where they stopped. */
package scout.cli.upload;
