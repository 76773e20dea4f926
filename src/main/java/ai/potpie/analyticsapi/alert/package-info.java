/**
 * The API of alerts: rules, what they fired, and tests of them.
 */
@NullMarked
package ai.potpie.analyticsapi.alert;

import org.jspecify.annotations.NullMarked;
