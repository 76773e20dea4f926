/**
 * What all questions share: from what spans say to runs, calls and what they cost.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics.counting;

import org.jspecify.annotations.NullMarked;
