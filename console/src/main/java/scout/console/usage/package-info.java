/** Who uses how much: the views of usage. */
package scout.console.usage;
