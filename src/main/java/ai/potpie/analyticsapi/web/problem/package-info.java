/**
 * Errors as problem details of RFC 9457, from all parts of the service.
 */
@NullMarked
package ai.potpie.analyticsapi.web.problem;

import org.jspecify.annotations.NullMarked;
