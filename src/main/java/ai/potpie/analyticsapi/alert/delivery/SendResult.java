package ai.potpie.analyticsapi.alert.delivery;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What came of a try to send.
 *
 * @param outcome whether the receiver has it
 * @param status the status of the answer; null if there was none
 * @param retryAfter how long the receiver wants to be left alone; null if it does not say
 */
record SendResult(Outcome outcome, @Nullable Integer status, @Nullable Duration retryAfter) {

	static SendResult without(Outcome outcome) {
		return new SendResult(outcome, null, null);
	}

	/** Whether the receiver has it, or why not. */
	enum Outcome {

		DELIVERED,

		/** The receiver says that it will never be there again. */
		GONE,

		/** The receiver answered with another status. */
		FAILED,

		/** There was no whole answer in time. */
		NO_ANSWER,

		/** The address is one to which nothing may be sent. */
		FORBIDDEN_ADDRESS;

		String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
