/**
 * The facts of the history in their database, and how far they go.
 */
@NullMarked
package ai.potpie.analyticsapi.history.store;

import org.jspecify.annotations.NullMarked;
