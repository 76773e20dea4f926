package ai.potpie.analyticsapi.analytics.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics.ConversationStat;
import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics.DailyCost;
import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics.OutcomeCount;
import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics.Period;
import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics.Summary;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import org.jspecify.annotations.Nullable;

/**
 * The analytics answer, worked out once more from the spans themselves: plain loops over
 * all of them, and nothing in common with the service.
 */
final class AnalyticsOracle {

	private AnalyticsOracle() {
	}

	static ExpectedAnalytics answer(Collection<SpanRecord> spans, String userId, LocalDate firstDay, LocalDate lastDay,
			ZoneId zone, boolean fillZero, Set<String> projectIds, Set<String> agentIds, Set<String> environments,
			OracleSettings settings) {
		OracleFacts facts = new OracleFacts(
				asked(spans, userId, firstDay, lastDay, zone, projectIds, agentIds, environments, settings), settings);
		List<OracleRun> runs = facts.runs();
		Set<LocalDate> days = fillZero ? Set.copyOf(firstDay.datesUntil(lastDay.plusDays(1)).toList()) : Set.of();
		return new ExpectedAnalytics(userId, period(firstDay, lastDay, zone), summary(runs, averageDuration(facts)),
				dailyCosts(runs, zone, days), outcomes(runs), conversationStats(facts, zone, days));
	}

	/** The spans that a question is about, copies among them. */
	static List<OracleSpan> asked(Collection<SpanRecord> spans, String userId, LocalDate firstDay, LocalDate lastDay,
			ZoneId zone, Set<String> projectIds, Set<String> agentIds, Set<String> environments,
			OracleSettings settings) {
		Instant start = firstDay.atStartOfDay(zone).toInstant();
		Instant end = lastDay.plusDays(1).atStartOfDay(zone).toInstant();
		return spans.stream()
			.map((span) -> OracleSpan.of(span, settings))
			.filter(OracleSpan::counts)
			.filter((span) -> userId.equals(span.user()))
			.filter((span) -> !span.start().isBefore(start) && span.start().isBefore(end))
			.filter((span) -> isAmong(projectIds, span.project()))
			.filter((span) -> isAmong(agentIds, span.agent()))
			.filter((span) -> isAmong(environments, span.row().deploymentEnvironment()))
			.toList();
	}

	private static boolean isAmong(Set<String> wanted, @Nullable String value) {
		return wanted.isEmpty() || (value != null && wanted.contains(value));
	}

	private static Period period(LocalDate firstDay, LocalDate lastDay, ZoneId zone) {
		return new Period(firstDay.atStartOfDay(zone).toOffsetDateTime(),
				lastDay.plusDays(1).atStartOfDay(zone).toOffsetDateTime(),
				(int) ChronoUnit.DAYS.between(firstDay, lastDay) + 1);
	}

	private static Summary summary(List<OracleRun> runs, BigDecimal averageDuration) {
		long successes = runs.stream().filter(OracleRun::succeeded).count();
		return new Summary(dollars(runs), runs.size(), averageDuration,
				OracleNumber.quotient(successes, runs.size(), 4));
	}

	private static BigDecimal averageDuration(OracleFacts facts) {
		List<OracleSpan> executions = facts.executions();
		return OracleNumber.quotient(executions.stream().mapToLong(OracleSpan::micros).sum(), executions.size() * 1000L,
				2);
	}

	private static List<DailyCost> dailyCosts(List<OracleRun> runs, ZoneId zone, Set<LocalDate> days) {
		SortedMap<LocalDate, List<OracleRun>> byDay = new TreeMap<>();
		days.forEach((day) -> byDay.put(day, new ArrayList<>()));
		runs.forEach((run) -> byDay.computeIfAbsent(run.day(zone), (day) -> new ArrayList<>()).add(run));
		return byDay.entrySet()
			.stream()
			.map((day) -> new DailyCost(day.getKey(), dollars(day.getValue()), day.getValue().size()))
			.toList();
	}

	private static List<OutcomeCount> outcomes(List<OracleRun> runs) {
		Map<String, Integer> counts = new HashMap<>();
		runs.forEach((run) -> counts.merge(run.outcome(), 1, Integer::sum));
		return counts.entrySet()
			.stream()
			.map((count) -> new OutcomeCount(count.getKey(), count.getValue()))
			.sorted(Comparator.comparing(OutcomeCount::runs).reversed().thenComparing(OutcomeCount::outcome))
			.toList();
	}

	private static List<ConversationStat> conversationStats(OracleFacts facts, ZoneId zone, Set<LocalDate> days) {
		SortedMap<LocalDate, Map<String, Set<String>>> messages = new TreeMap<>();
		days.forEach((day) -> messages.put(day, new HashMap<>()));
		for (OracleSpan span : facts.spans()) {
			String conversation = facts.conversation(span);
			if (conversation != null) {
				messages.computeIfAbsent(span.day(zone), (day) -> new HashMap<>())
					.computeIfAbsent(conversation, (key) -> new HashSet<>())
					.add(span.runOrTrace());
			}
		}
		return messages.entrySet().stream().map((day) -> stat(day.getKey(), day.getValue())).toList();
	}

	private static ConversationStat stat(LocalDate day, Map<String, Set<String>> conversations) {
		long messages = conversations.values().stream().mapToLong(Set::size).sum();
		return new ConversationStat(day, conversations.size(),
				OracleNumber.quotient(messages, conversations.size(), 2));
	}

	private static BigDecimal dollars(List<OracleRun> runs) {
		return OracleNumber.dollars(runs.stream().mapToLong(OracleRun::nanos).sum());
	}

}
