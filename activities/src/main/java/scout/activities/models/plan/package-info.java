/** Judges a declaration before it is in force; nothing is changed. */
package scout.activities.models.plan;
