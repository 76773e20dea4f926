package ai.potpie.analyticsapi.live;

import ai.potpie.analyticsapi.cache.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a GET, as of any time.
 *
 * @param path the path of the GET, encoded
 * @param user the user whose data it is; null for everyone's
 * @param reply the reply of its handler
 */
record MirroredAnswer(String path, @Nullable String user, Reply<?> reply) {
}
