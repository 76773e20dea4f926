/**
 * The filter chain: which callers may ask what, from which pages and how often, and the
 * audit log of it.
 */
@NullMarked
package ai.potpie.analyticsapi.security.access;

import org.jspecify.annotations.NullMarked;
