package ai.potpie.analyticsapi.analytics.oracle;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A question about generated spans, and its expected answer. Each seed asks for a user of
 * its own, so that the spans of many cases can be stored together.
 *
 * @param asDays whether it is asked with {@code days}, which end today
 * @param settings those of the service that is asked
 */
public record AnalyticsCase(long seed, String userId, LocalDate firstDay, LocalDate lastDay, ZoneId zone,
		boolean asDays, boolean fillZero, Set<String> projectIds, Set<String> agentIds, Set<String> environments,
		OracleSettings settings) {

	static final List<String> AGENT_SPAN_NAMES = OracleSettings.DEFAULT.agentSpans();

	static final List<String> ZONES = List.of("UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu",
			"Pacific/Apia", "Australia/Lord_Howe", "America/Sao_Paulo", "America/Havana", "Pacific/Chatham",
			"Africa/Casablanca", "Etc/GMT+12", "Pacific/Kiritimati");

	/** Since then no zone has skipped a whole day. */
	private static final Instant EARLIEST = Instant.parse("2015-01-01T00:00:00Z");

	/** So many cases, which no other batch has. */
	public static List<AnalyticsCase> batch(int batch, int size) {
		return LongStream.range(1000L * batch, 1000L * batch + size)
			.mapToObj((seed) -> of(seed, OracleSettings.CLOCK))
			.toList();
	}

	public static AnalyticsCase of(long seed, Clock clock) {
		return of(seed, clock, OracleSettings.DEFAULT);
	}

	public static AnalyticsCase of(long seed, Clock clock, OracleSettings settings) {
		Random random = new Random(seed);
		ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
		LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
		int days = 1 + random.nextInt(random.nextInt(4) == 0 ? 90 : 5);
		boolean asDays = random.nextInt(3) == 0;
		LocalDate last = asDays ? today : dayOfAChange(zone, random, clock).plusDays(random.nextInt(days));
		last = last.isAfter(today) ? today : last;
		return new AnalyticsCase(seed, "case_" + seed, last.minusDays(days - 1), last, zone, asDays,
				random.nextBoolean(), some(SpanGenerator.PROJECTS, random), some(SpanGenerator.AGENTS, random),
				some(SpanGenerator.ENVIRONMENTS, random), settings);
	}

	/** A day on which the zone's clocks were changed, or any day where they never are. */
	private static LocalDate dayOfAChange(ZoneId zone, Random random, Clock clock) {
		long seconds = ChronoUnit.SECONDS.between(EARLIEST, clock.instant());
		Instant moment = EARLIEST.plusSeconds((long) (random.nextDouble() * seconds));
		ZoneOffsetTransition change = zone.getRules().previousTransition(moment);
		boolean old = change == null || change.getInstant().isBefore(EARLIEST);
		return LocalDate.ofInstant(old ? moment : change.getInstant(), zone);
	}

	/** Mostly none, which means no filter. */
	private static Set<String> some(List<@Nullable String> values, Random random) {
		Set<String> some = new HashSet<>();
		if (random.nextInt(4) == 0) {
			for (String value : values) {
				if (value != null && !value.isBlank() && random.nextBoolean()) {
					some.add(value);
				}
			}
		}
		return some;
	}

	public List<SpanRecord> spans() {
		Random random = new Random(31 * this.seed + 17);
		return spans(random.nextInt(60), random.nextInt(12));
	}

	/**
	 * Spans for it.
	 * @param count how many of all kinds
	 * @param traces how many traces of calls of LLMs
	 */
	public List<SpanRecord> spans(int count, int traces) {
		OracleNames names = this.settings.names();
		List<SpanRecord> spans = new ArrayList<>(
				new SpanGenerator(this.userId, this.seed, this.zone, this.firstDay, this.lastDay, names).spans(count));
		spans.addAll(
				new CallGenerator(this.userId, this.seed, this.zone, this.firstDay, this.lastDay, names).spans(traces));
		return spans;
	}

	/** Those of the user and the period that pass the filters. */
	List<OracleSpan> asked(Collection<SpanRecord> spans) {
		return AnalyticsOracle.asked(spans, this.userId, this.firstDay, this.lastDay, this.zone, this.projectIds,
				this.agentIds, this.environments, this.settings);
	}

	/** What those count as. */
	public OracleFacts facts(Collection<SpanRecord> spans) {
		return new OracleFacts(asked(spans), this.settings);
	}

	/** The spans may hold those of other cases. */
	public ExpectedAnalytics expected(List<SpanRecord> spans) {
		return AnalyticsOracle.answer(spans, this.userId, this.firstDay, this.lastDay, this.zone, this.fillZero,
				this.projectIds, this.agentIds, this.environments, this.settings);
	}

	public SpanFilters filters() {
		return SpanFilters.of(List.copyOf(this.projectIds), List.copyOf(this.agentIds), List.copyOf(this.environments));
	}

	/** As the service is asked; not encoded yet. */
	public MultiValueMap<String, String> parameters() {
		MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
		if (this.asDays) {
			parameters.add("days", Long.toString(ChronoUnit.DAYS.between(this.firstDay, this.lastDay) + 1));
		}
		else {
			parameters.add("start_date", this.firstDay.toString());
			parameters.add("end_date", this.lastDay.toString());
		}
		if (!this.zone.getId().equals("UTC")) {
			parameters.add("timezone", this.zone.getId());
		}
		if (this.fillZero) {
			parameters.add("fill", "zero");
		}
		this.projectIds.forEach((project) -> parameters.add("project_id", project));
		this.agentIds.forEach((agent) -> parameters.add("agent_id", agent));
		this.environments.forEach((environment) -> parameters.add("environment", environment));
		return parameters;
	}

}
