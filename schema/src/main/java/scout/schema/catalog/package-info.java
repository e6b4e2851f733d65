/** Which tables the layers have, for everybody who shows or measures them. */
package scout.schema.catalog;
