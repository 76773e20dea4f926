/**
 * Takes in spans as OpenTelemetry sends them.
 */
@NullMarked
package ai.potpie.analyticsapi.locallogfire.otlp;

import org.jspecify.annotations.NullMarked;
