/**
 * Guards connections: closes those that are slow where others need their place.
 */
@NullMarked
package ai.potpie.analyticsapi.web.connection;

import org.jspecify.annotations.NullMarked;
