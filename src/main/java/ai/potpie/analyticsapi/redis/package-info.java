/**
 * The state that replicas share in Redis or Valkey: rows, locks for loading them, and
 * rate limits. The service works without all of it, and loads none of it without an
 * address.
 */
@NullMarked
package ai.potpie.analyticsapi.redis;

import org.jspecify.annotations.NullMarked;
