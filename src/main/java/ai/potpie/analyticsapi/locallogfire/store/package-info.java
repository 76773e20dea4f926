/**
 * Spans and their storage.
 */
@NullMarked
package ai.potpie.analyticsapi.locallogfire.store;

import org.jspecify.annotations.NullMarked;
