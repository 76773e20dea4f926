/**
 * A Logfire on this machine: DuckDB behind Logfire's own HTTP query API, fed by OTLP.
 * Imports nothing of the rest.
 */
@NullMarked
package ai.potpie.analyticsapi.locallogfire;

import org.jspecify.annotations.NullMarked;
