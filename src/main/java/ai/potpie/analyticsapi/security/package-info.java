/**
 * Callers and the tokens that authenticate them.
 */
@NullMarked
package ai.potpie.analyticsapi.security;

import org.jspecify.annotations.NullMarked;
