package ai.potpie.analyticsapi.analytics.oracle;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A question about the usage of generated calls. Of whom, when and with which filters is
 * that of an {@link AnalyticsCase} of the same seed.
 *
 * @param firstDay of at most seven days if it is asked by the hour
 */
public record UsageCase(AnalyticsCase asked, LocalDate firstDay, String granularity, List<String> groupBy, int top,
		Set<String> models) {

	private static final List<String> GRANULARITIES = List.of("hour", "day", "week", "month", "total");

	private static final List<String> KEYS = List.of("model", "provider", "agent_id", "project_id", "conversation_id",
			"environment", "operation");

	private static final List<Integer> TOPS = List.of(1, 1, 2, 3, 10, 50);

	public static UsageCase of(long seed, Clock clock) {
		return of(seed, clock, OracleSettings.DEFAULT);
	}

	public static UsageCase of(long seed, Clock clock, OracleSettings settings) {
		AnalyticsCase asked = AnalyticsCase.of(seed, clock, settings);
		Random random = new Random(seed + 5);
		String granularity = HostileValues.any(GRANULARITIES, random);
		LocalDate week = asked.lastDay().minusDays(6);
		boolean shorter = granularity.equals("hour") && week.isAfter(asked.firstDay());
		List<String> groupBy = new ArrayList<>();
		for (int i = random.nextInt(3); i > 0; i--) {
			groupBy.add(HostileValues.any(KEYS, random));
		}
		Set<String> models = new HashSet<>();
		for (int i = random.nextInt(4); i > 2; i--) {
			models.addAll(List.of(HostileValues.any(CallAttributes.PLAIN_MODELS, random), "gpt-4o"));
		}
		return new UsageCase(asked, shorter ? week : asked.firstDay(), granularity, groupBy,
				HostileValues.any(TOPS, random), models);
	}

	public String userId() {
		return this.asked.userId();
	}

	public LocalDate lastDay() {
		return this.asked.lastDay();
	}

	public ZoneId zone() {
		return this.asked.zone();
	}

	/** Around the moment at which one of the last days is settled, to the second. */
	public Instant asOf() {
		Random random = new Random(this.asked.seed() + 7);
		LocalDate day = lastDay().minusDays(random.nextInt(3));
		return day.atStartOfDay(zone()).toInstant().plus(1, ChronoUnit.DAYS).plusSeconds(random.nextInt(-1, 2));
	}

	public List<SpanRecord> spans() {
		return new CallGenerator(userId(), this.asked.seed(), zone(), this.firstDay, lastDay(),
				this.asked.settings().names())
			.spans(new Random(this.asked.seed()).nextInt(60));
	}

	/** As the service is asked; not encoded yet. */
	public MultiValueMap<String, String> parameters() {
		MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>(this.asked.parameters());
		parameters.remove("fill");
		if (parameters.remove("days") != null) {
			parameters.add("days", Long.toString(ChronoUnit.DAYS.between(this.firstDay, lastDay()) + 1));
		}
		else {
			parameters.set("start_date", this.firstDay.toString());
		}
		parameters.add("granularity", this.granularity);
		parameters.add("top", Integer.toString(this.top));
		this.groupBy.stream().distinct().forEach((key) -> parameters.add("group_by", key));
		this.models.forEach((model) -> parameters.add("model", model));
		return parameters;
	}

}
