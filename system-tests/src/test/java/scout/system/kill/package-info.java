/**
 * Proofs by killing: worker processes on real servers, each ended at a named point of its work. No
 * production code knows of it: what a worker sends passes a wire that can stop it.
 */
package scout.system.kill;
