/** Takes many small files through loading and archiving in one step. */
package scout.activities.bulk;
