/**
 * A user's runs and conversations, one by one.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics.runs;

import org.jspecify.annotations.NullMarked;
