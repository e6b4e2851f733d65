/** Who may look and who may act: sign-in by password, OpenID Connect or a one-time link. */
package scout.console.access;
