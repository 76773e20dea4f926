/**
 * Demo data: spans of a fictional product.
 */
@NullMarked
package ai.potpie.analyticsapi.locallogfire.demo;

import org.jspecify.annotations.NullMarked;
