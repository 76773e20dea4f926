/**
 * Creates a handler's record from the query of a request, and reads JSON bodies. Each
 * value has exactly one accepted spelling.
 */
@NullMarked
package ai.potpie.analyticsapi.web.parameters;

import org.jspecify.annotations.NullMarked;
