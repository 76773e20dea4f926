/**
 * Spans of a product that does not exist.
 */
@NullMarked
package ai.potpie.analyticsapi.locallogfire.demo;

import org.jspecify.annotations.NullMarked;
