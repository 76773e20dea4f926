package ai.potpie.analyticsapi.live;

import java.util.Locale;

import org.springframework.web.socket.CloseStatus;

/**
 * Why a stream ends.
 */
enum EndReason {

	/** The service stops. */
	SHUTDOWN(1001),

	/** The stream has been open for as long as streams may be. */
	MAX_AGE(1000),

	/** The client did not read for too long. */
	SLOW_CONSUMER(1013),

	/** The token expired, was removed, or was never sent. */
	TOKEN_EXPIRED(4401),

	/** The caller may not read the data. */
	NOT_YOURS(4403),

	/** The caller has too many streams, or asks too often. */
	TOO_MANY(4429),

	/** Others need the place. */
	TRY_LATER(1013),

	/** The client sent what is no message. */
	BAD_MESSAGE(1008),

	/** The question cannot be answered. */
	PROBLEM(1011),

	/** The client no longer watches an answer. */
	UNSUBSCRIBED(1000),

	/** The client has closed the connection, or does not answer. */
	GONE(1001);

	private final int closeCode;

	EndReason(int closeCode) {
		this.closeCode = closeCode;
	}

	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	CloseStatus closeStatus() {
		return new CloseStatus(this.closeCode, label());
	}

}
