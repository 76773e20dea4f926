/**
 * What surrounds each endpoint on HTTP: request ids, malformed requests, draining.
 */
@NullMarked
package ai.potpie.analyticsapi.web;

import org.jspecify.annotations.NullMarked;
