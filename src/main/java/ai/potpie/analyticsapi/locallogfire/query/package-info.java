/**
 * Logfire's query API: its SQL, its formats and its errors.
 */
@NullMarked
package ai.potpie.analyticsapi.locallogfire.query;

import org.jspecify.annotations.NullMarked;
