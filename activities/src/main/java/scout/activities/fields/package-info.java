/** The fields that Scout looks for in a record, and their paths, for the parser and for silver. */
package scout.activities.fields;
