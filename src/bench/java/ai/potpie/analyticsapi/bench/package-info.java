/**
 * Measures the service: starts it as it is built, with a Logfire that only pretends, and
 * sends it more requests than it can answer.
 */
@NullMarked
package ai.potpie.analyticsapi.bench;

import org.jspecify.annotations.NullMarked;
