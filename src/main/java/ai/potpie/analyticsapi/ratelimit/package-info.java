/**
 * How often something may happen: token buckets by name, of this process or of all
 * replicas.
 */
@NullMarked
package ai.potpie.analyticsapi.ratelimit;

import org.jspecify.annotations.NullMarked;
