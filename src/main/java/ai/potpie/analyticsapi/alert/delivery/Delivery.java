package ai.potpie.analyticsapi.alert.delivery;

import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to a channel.
 *
 * @param id its id
 * @param eventId the event
 * @param channel the name of the channel
 * @param action what the channel is told
 * @param state how far it is
 * @param tries how often it was tried
 * @param lastStatus the HTTP status of the last try; null if there was no answer
 * @param lastTry when it was last tried, in UTC; null before the first try
 * @param nextTry when it is tried next, in UTC; null if it is not
 */
public record Delivery(@JsonIgnore String id, @JsonIgnore String eventId, String channel, Action action, State state,
		int tries, @Nullable Integer lastStatus, @Nullable Instant lastTry, @Nullable Instant nextTry) {

	static Delivery begin(String id, String eventId, String channel, Action action, Instant now) {
		return new Delivery(id, eventId, channel, action, State.PENDING, 0, null, null, now);
	}

	/** After a try. */
	Delivery tried(State state, @Nullable Integer status, Instant now, @Nullable Instant nextTry) {
		return new Delivery(this.id, this.eventId, this.channel, this.action, state, this.tries + 1, status, now,
				nextTry);
	}

	/** Without a further try. */
	Delivery parked() {
		return new Delivery(this.id, this.eventId, this.channel, this.action, State.PARKED, this.tries, this.lastStatus,
				this.lastTry, null);
	}

	/** What a channel is told. */
	public enum Action {

		FIRE, RESOLVE;

		@JsonValue
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** How far a delivery is. */
	public enum State {

		/** It will be tried. */
		PENDING,

		/** The receiver has it. */
		DELIVERED,

		/** It was tried in vain, and nobody tries again unless asked to. */
		PARKED;

		@JsonValue
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
