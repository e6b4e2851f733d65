/** What devices, commands and the loading must see alike in an upload: its name and its lines. */
package scout.storage.upload;
