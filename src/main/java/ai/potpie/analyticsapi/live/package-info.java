/**
 * Pushes answers whenever they change: the bytes of a GET over server-sent events or a
 * WebSocket.
 */
@NullMarked
package ai.potpie.analyticsapi.live;

import org.jspecify.annotations.NullMarked;
