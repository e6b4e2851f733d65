/** The tables of the layers: their health, their columns, checks, lineage and a sample. */
package scout.console.tables;
