/**
 * The HTTP server of the local Logfire.
 */
@NullMarked
package ai.potpie.analyticsapi.locallogfire.http;

import org.jspecify.annotations.NullMarked;
