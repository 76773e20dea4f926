/**
 * Rate limits: token buckets by name, for this process or shared by all replicas.
 */
@NullMarked
package ai.potpie.analyticsapi.ratelimit;

import org.jspecify.annotations.NullMarked;
