/** The workflows that judge, test and apply a declaration of tables. */
package scout.workflows.models;
