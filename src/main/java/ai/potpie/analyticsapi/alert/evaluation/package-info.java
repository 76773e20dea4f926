/**
 * When a rule fires: what was used is compared with thresholds after each read of the
 * feed, and exactly one event is stored for each that is crossed.
 */
@NullMarked
package ai.potpie.analyticsapi.alert.evaluation;

import org.jspecify.annotations.NullMarked;
