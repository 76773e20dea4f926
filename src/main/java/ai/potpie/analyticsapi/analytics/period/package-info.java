/**
 * Days, zones and the windows that answers are about.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics.period;

import org.jspecify.annotations.NullMarked;
