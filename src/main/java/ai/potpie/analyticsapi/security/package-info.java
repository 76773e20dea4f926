/**
 * Who may ask: one filter chain, API tokens, JWTs, and the rule that a caller reads its
 * own data.
 */
@NullMarked
package ai.potpie.analyticsapi.security;

import org.jspecify.annotations.NullMarked;
