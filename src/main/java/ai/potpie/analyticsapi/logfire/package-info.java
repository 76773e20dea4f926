/**
 * Asks Logfire: one client for its query API, the rows it answers, and one exception that
 * says why it did not.
 */
@NullMarked
package ai.potpie.analyticsapi.logfire;

import org.jspecify.annotations.NullMarked;
