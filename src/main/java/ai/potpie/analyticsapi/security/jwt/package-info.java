/**
 * JWTs of the configured issuers: validated with the issuers' keys, and remembered for
 * some minutes.
 */
@NullMarked
package ai.potpie.analyticsapi.security.jwt;

import org.jspecify.annotations.NullMarked;
