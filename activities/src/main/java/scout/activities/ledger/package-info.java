/**
 * The ledger, {@code scout.files}: one row for each version of an object, and its way from state to
 * state. Nothing else in Scout changes a version's state.
 *
 * <p>The ways between the states, each with the statement that goes it, as {@code file.statement}:
 *
 * <pre>{@code
 * [*] --> loading: loading.claim
 * [*] --> gone: loading.announcedGone
 * gone --> loading: loading.claim
 * loading --> loaded: loading.finish
 * loading --> quarantined: loading.quarantine
 * loading --> duplicate: loading.duplicate
 * loading --> gone: loading.gone
 * loaded --> archived: places.record
 * loaded --> archived: places.recordAll
 * loaded --> archived: places.vanished
 * archived --> loaded: places.stays
 * quarantined --> loaded: requests.finish
 * quarantined --> duplicate: loading.duplicate
 * discarded --> loaded: requests.finish
 * discarded --> duplicate: loading.duplicate
 * loading --> discarded: requests.discard
 * loaded --> discarded: requests.discard
 * archived --> discarded: requests.discard
 * quarantined --> discarded: requests.discard
 * duplicate --> discarded: requests.discard
 * gone --> discarded: requests.discard
 * }</pre>
 *
 * <p>Whoever reads a version claims it first, which moves its attempt: {@code loading.claim} where
 * it was never read to its end, {@code requests.claim} where a person wants it read again. Only the
 * latest attempt moves the row on. A version that is loaded or archived stays that while and after
 * it is read again; one that is refused again stays in quarantine.
 */
package scout.activities.ledger;
