/**
 * Benchmarks of the service: they start the built jar with a fake Logfire, and send it
 * more requests than it can answer.
 */
@NullMarked
package ai.potpie.analyticsapi.bench;

import org.jspecify.annotations.NullMarked;
