/**
 * Which spans a question is about, and what they say.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics.facts;

import org.jspecify.annotations.NullMarked;
