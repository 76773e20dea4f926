/**
 * A handler's record from the query of a request, each value in exactly one spelling.
 */
@NullMarked
package ai.potpie.analyticsapi.web.parameters;

import org.jspecify.annotations.NullMarked;
