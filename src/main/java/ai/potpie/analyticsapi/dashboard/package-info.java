/**
 * The page of the service: static files that call the public API and nothing else.
 */
@NullMarked
package ai.potpie.analyticsapi.dashboard;

import org.jspecify.annotations.NullMarked;
