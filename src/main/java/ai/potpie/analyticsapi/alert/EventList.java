package ai.potpie.analyticsapi.alert;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What fired, the newest first.
 *
 * @param events the events of the page
 * @param nextCursor the parameter {@code cursor} of the next page; null on the last one
 */
record EventList(List<EventView> events, @Nullable String nextCursor) {
}
