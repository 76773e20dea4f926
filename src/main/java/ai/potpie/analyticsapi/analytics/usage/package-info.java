/**
 * What a user's LLM calls used and cost.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics.usage;

import org.jspecify.annotations.NullMarked;
