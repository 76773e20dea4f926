/**
 * The service's own store of facts: the feed that fills it from Logfire, and the answers
 * that come from it.
 */
@NullMarked
package ai.potpie.analyticsapi.history;

import org.jspecify.annotations.NullMarked;
