package ai.potpie.analyticsapi.alert.delivery;

import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import ai.potpie.analyticsapi.digest.Sha256;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that fired.
 *
 * @param id its id, which follows from what makes it unique
 * @param key what makes it unique
 * @param type {@link #FIRED} or {@link #STALE}
 * @param firedAt when it fired, in UTC
 * @param resolvedAt when it was over, in UTC; null while it lasts
 * @param channels the channels that are told
 * @param data what they are told
 */
public record AlertEvent(String id, Key key, String type, Instant firedAt, @Nullable Instant resolvedAt,
		List<String> channels, JsonNode data) {

	public static final String FIRED = "alerts.fired";

	public static final String STALE = "alerts.stale";

	/**
	 * What makes an event unique: nothing fires twice.
	 *
	 * @param ruleId the id of the rule; empty if it is about no rule
	 * @param version the version of the rule
	 * @param subject the user; empty for everyone
	 * @param periodStart the start of the period, or for a rolling one the end of the
	 * last event
	 * @param percent the threshold
	 * @param kind the kind of the threshold
	 */
	public record Key(String ruleId, long version, String subject, Instant periodStart, int percent, Kind kind) {

		public String eventId() {
			return "msg_" + Sha256.hex(toString()).substring(0, 32);
		}

	}

}
