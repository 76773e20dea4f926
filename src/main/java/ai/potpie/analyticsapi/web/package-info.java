/**
 * HTTP manners shared by all endpoints: problem details, strict parameters, request ids,
 * headers, leaving.
 */
@NullMarked
package ai.potpie.analyticsapi.web;

import org.jspecify.annotations.NullMarked;
