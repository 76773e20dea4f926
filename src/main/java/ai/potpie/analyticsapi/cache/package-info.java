/**
 * Remembers what Logfire answered: one decorator around the client, with Caffeine alone
 * or with what replicas share behind it.
 */
@NullMarked
package ai.potpie.analyticsapi.cache;

import org.jspecify.annotations.NullMarked;
