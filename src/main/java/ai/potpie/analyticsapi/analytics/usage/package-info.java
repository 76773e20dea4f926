/**
 * What a user's calls of LLMs used and cost.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics.usage;

import org.jspecify.annotations.NullMarked;
