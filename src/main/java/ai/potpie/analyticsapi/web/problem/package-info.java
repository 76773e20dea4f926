/**
 * Errors as problem details of RFC 9457, whoever found them.
 */
@NullMarked
package ai.potpie.analyticsapi.web.problem;

import org.jspecify.annotations.NullMarked;
