/**
 * Spans, and where they are kept.
 */
@NullMarked
package ai.potpie.analyticsapi.locallogfire.store;

import org.jspecify.annotations.NullMarked;
