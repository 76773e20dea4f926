/**
 * The Analytics API: what agents cost, how they did and what was talked about, answered
 * from the spans in Pydantic Logfire.
 */
@NullMarked
package ai.potpie.analyticsapi;

import org.jspecify.annotations.NullMarked;
