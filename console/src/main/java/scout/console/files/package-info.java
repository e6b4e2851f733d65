/** The files of the ledger: a search, and one file's whole story. */
package scout.console.files;
