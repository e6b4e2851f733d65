/** The rules for names and lines of uploads that devices, commands and loading share. */
package scout.storage.upload;
