/**
 * The ledger, {@code scout.files}. It has one row for each version of an object. Only this package
 * changes a version's state.
 *
 * <p>The transitions between the states, each with its statement as {@code file.statement}:
 *
 * <pre>{@code
 * [*] --> loading: loading.claim
 * [*] --> loading: group.claimNew
 * [*] --> gone: loading.announcedGone
 * gone --> loading: loading.claim
 * loading --> loaded: loading.finish
 * loading --> loaded: group.finishAll
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
 * <p>An attempt to read a version claims it first, which increments its {@code attempt}. The claim
 * is {@code loading.claim} for a version that was never read to its end ({@code group.claimNew} for
 * several), {@code requests.claim} for one that a person wants read again. Only the latest attempt
 * moves the row on. A loaded or archived version keeps its state while and after it is read again.
 * A version that is refused again stays in quarantine.
 */
package scout.activities.ledger;
