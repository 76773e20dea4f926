/**
 * What LLM calls cost: prices by provider, model and day, as arithmetic in Java and as
 * the same arithmetic in SQL.
 */
@NullMarked
package ai.potpie.analyticsapi.prices;

import org.jspecify.annotations.NullMarked;
