/**
 * Answers questions about agents, and holds what the rooms of the single answers share.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics;

import org.jspecify.annotations.NullMarked;
