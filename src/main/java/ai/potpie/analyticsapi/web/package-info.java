/**
 * The HTTP layer around every endpoint: request ids, malformed requests, draining.
 */
@NullMarked
package ai.potpie.analyticsapi.web;

import org.jspecify.annotations.NullMarked;
