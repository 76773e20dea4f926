/**
 * Days, time zones and the windows of questions.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics.period;

import org.jspecify.annotations.NullMarked;
