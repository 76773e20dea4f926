/**
 * A user's totals beside those of earlier days.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics.comparison;

import org.jspecify.annotations.NullMarked;
