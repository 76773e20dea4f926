/**
 * Queries, the rows that answer them and the memory that these take, and the one
 * exception of all that fails.
 */
@NullMarked
package ai.potpie.analyticsapi.logfire.rows;

import org.jspecify.annotations.NullMarked;
