package ai.potpie.analyticsapi.alert;

import java.time.Instant;

import ai.potpie.analyticsapi.alert.delivery.EventStore.EventFilter;
import ai.potpie.analyticsapi.analytics.facts.FilterText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code GET /api/v1/analytics/alerts/events}.
 *
 * @param rule only events of the rule with this id
 * @param user only events about this user
 * @param state only events that last, or only those that are over
 * @param since only events that fired then or later, a moment in UTC
 * @param limit the most events on a page
 * @param cursor the {@code next_cursor} of the page before
 */
record EventParameters(@FilterText @Nullable String rule, @FilterText @Nullable String user,
		@Schema(example = "firing") @Nullable EventState state, @Nullable Instant since,
		@Schema(defaultValue = "50") @Nullable @Min(1) @Max(EventParameters.MAX_LIMIT) Integer limit,
		@Nullable EventCursor cursor) {

	static final int MAX_LIMIT = 200;

	private static final int DEFAULT_LIMIT = 50;

	int size() {
		return (this.limit != null) ? this.limit : DEFAULT_LIMIT;
	}

	/**
	 * The events to find.
	 * @param ownUser the user whose token it is; null for everyone's
	 */
	EventFilter filter(@Nullable String ownUser) {
		Boolean lasting = (this.state != null) ? Boolean.valueOf(this.state == EventState.FIRING) : null;
		return new EventFilter(this.rule, (ownUser != null) ? ownUser : this.user, lasting, this.since,
				(this.cursor != null) ? this.cursor.place() : null);
	}

}
