/**
 * The client of Logfire's query API, the rows of its answers, and one exception with the
 * reason why it did not answer.
 */
@NullMarked
package ai.potpie.analyticsapi.logfire;

import org.jspecify.annotations.NullMarked;
