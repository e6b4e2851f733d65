/** The ledger: which versions of which objects there are, and what has become of each. */
package scout.activities.ledger;
