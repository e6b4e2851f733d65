/** Which fields Scout looks for in a record, and where: the parser and silver share the answer. */
package scout.activities.fields;
