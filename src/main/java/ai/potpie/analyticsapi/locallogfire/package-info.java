/**
 * A Logfire on this machine: DuckDB behind Logfire's own HTTP query API, fed by OTLP. It
 * imports no other package of the service.
 */
@NullMarked
package ai.potpie.analyticsapi.locallogfire;

import org.jspecify.annotations.NullMarked;
