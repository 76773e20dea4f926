/**
 * Rules of alerts: what they watch, how they are written and where they are kept.
 */
@NullMarked
package ai.potpie.analyticsapi.alert.rule;

import org.jspecify.annotations.NullMarked;
