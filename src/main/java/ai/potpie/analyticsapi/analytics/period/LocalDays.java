package ai.potpie.analyticsapi.analytics.period;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Assigns moments to local days by the JDK's time zones alone, because the bounds of
 * windows come from the JDK and engines have other versions of the time zone database. A
 * statement names no zone: it contains the few offsets from UTC that apply in its window.
 */
public final class LocalDays {

	// Integer arithmetic: floor() of seconds is the same in every engine, unlike a cast
	private static final Sql DAY = Sql.of("""
			DATE '1970-01-01' + CAST(floor((date_part('epoch', start_timestamp) + :offset) / 86400) AS INTEGER)""");

	private LocalDays() {
	}

	/**
	 * The local day on which a span started: a DATE.
	 * @param start the first moment for which the expression is right
	 * @param end the moment from which on it is not
	 */
	public static Sql dayOf(ZoneId zone, Instant start, Instant end) {
		return DAY.with("offset", offset(zone.getRules(), start, end));
	}

	/** The version of the JDK's time zone database, such as {@code 2026a}. */
	public static String tzdata() {
		return ZoneRulesProvider.getVersions("UTC").lastKey();
	}

	private static Sql offset(ZoneRules rules, Instant start, Instant end) {
		List<String> branches = new ArrayList<>();
		Map<String, Object> values = new LinkedHashMap<>();
		ZoneOffset offset = rules.getOffset(start);
		for (ZoneOffsetTransition next = rules.nextTransition(start); next != null
				&& next.getInstant().isBefore(end); next = rules.nextTransition(next.getInstant())) {
			int number = branches.size();
			branches.add("WHEN start_timestamp < :transition_%1$d THEN :offset_%1$d".formatted(number));
			values.put("transition_" + number, next.getInstant());
			values.put("offset_" + number, offset.getTotalSeconds());
			offset = next.getOffsetAfter();
		}
		values.put("offset", offset.getTotalSeconds());
		String text = branches.isEmpty() ? ":offset" : "CASE " + String.join(" ", branches) + " ELSE :offset END";
		return new Sql(text, values);
	}

}
