/**
 * The spans behind the numbers.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics.raw;

import org.jspecify.annotations.NullMarked;
