/**
 * Guards connections: closes slow ones when others need their place.
 */
@NullMarked
package ai.potpie.analyticsapi.web.connection;

import org.jspecify.annotations.NullMarked;
