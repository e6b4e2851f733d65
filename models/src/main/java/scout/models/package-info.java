/** A declaration: the text files in which people say what their tables hold. */
package scout.models;
