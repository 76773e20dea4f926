/**
 * What replicas share, in Redis or Valkey: rows, who loads them, and how often somebody
 * may ask. Nothing of it is ever needed, and without an address nothing of it is loaded.
 */
@NullMarked
package ai.potpie.analyticsapi.redis;

import org.jspecify.annotations.NullMarked;
