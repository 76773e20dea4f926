/**
 * A user's totals: cost, outcomes and conversations by day.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics.summary;

import org.jspecify.annotations.NullMarked;
