/**
 * The spans that a question is about, and the facts that they state.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics.facts;

import org.jspecify.annotations.NullMarked;
