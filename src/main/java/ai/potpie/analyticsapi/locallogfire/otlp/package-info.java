/**
 * Receives spans over OTLP.
 */
@NullMarked
package ai.potpie.analyticsapi.locallogfire.otlp;

import org.jspecify.annotations.NullMarked;
