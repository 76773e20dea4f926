/**
 * The prices of LLM calls by provider, model and day. Java and SQL compute the cost with
 * the same arithmetic.
 */
@NullMarked
package ai.potpie.analyticsapi.prices;

import org.jspecify.annotations.NullMarked;
