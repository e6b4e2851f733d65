/** The first page: how things are. */
package scout.console.overview;
