/** Storage events on their way from the webhook's answer to a journey or a group. */
package scout.starter.inbox;
