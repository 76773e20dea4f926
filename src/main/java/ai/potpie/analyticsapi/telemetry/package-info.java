/**
 * The service's own telemetry: traces and metrics over OTLP, if an endpoint is set.
 */
@NullMarked
package ai.potpie.analyticsapi.telemetry;

import org.jspecify.annotations.NullMarked;
