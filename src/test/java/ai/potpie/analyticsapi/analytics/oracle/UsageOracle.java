package ai.potpie.analyticsapi.analytics.oracle;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The usage answer, worked out once more from the spans themselves: plain loops over all
 * of them, and nothing in common with the service.
 */
public record UsageOracle(UsageCase asked, Instant asOf) {

	private static final JsonMapper JSON = JsonMapper.shared();

	/** As databases order text: by its bytes, or what is the same, its code points. */
	private static final Comparator<List<String>> BY_TEXT = (left, right) -> Arrays.compare(codePoints(left),
			codePoints(right));

	private static int[] codePoints(List<String> texts) {
		return texts.stream().flatMapToInt((text) -> (text + "\0").codePoints()).toArray();
	}

	public ObjectNode answer(Collection<SpanRecord> spans) {
		List<OracleCall> calls = facts(spans).calls()
			.stream()
			.filter((call) -> isAmong(this.asked.models(), call.key("model")))
			.toList();
		ObjectNode answer = JSON.createObjectNode().put("user_id", this.asked.userId());
		answer.putObject("period")
			.put("start", text(start(this.asked.firstDay())))
			.put("end", text(start(this.asked.lastDay().plusDays(1))))
			.put("days", ChronoUnit.DAYS.between(this.asked.firstDay(), this.asked.lastDay()) + 1);
		answer.set("totals", numbers(JSON.createObjectNode(), calls));
		Set<List<String>> top = top(calls);
		ArrayNode buckets = answer.putArray("buckets");
		List<Instant> bounds = bounds();
		for (int i = 0; i + 1 < bounds.size(); i++) {
			addBucket(buckets, bounds.get(i), bounds.get(i + 1), calls, top);
		}
		return answer;
	}

	private OracleFacts facts(Collection<SpanRecord> spans) {
		OracleSettings settings = this.asked.asked().settings();
		return new OracleFacts(AnalyticsOracle.asked(spans, this.asked.userId(), this.asked.firstDay(),
				this.asked.lastDay(), this.asked.zone(), this.asked.asked().projectIds(), this.asked.asked().agentIds(),
				this.asked.asked().environments(), settings), settings);
	}

	private static boolean isAmong(Set<String> wanted, @Nullable String value) {
		return wanted.isEmpty() || (value != null && wanted.contains(value));
	}

	private List<String> keys(OracleCall call) {
		return this.asked.groupBy().stream().map(call::key).toList();
	}

	/** The groups that have a line of their own, in whichever bucket. */
	private Set<List<String>> top(List<OracleCall> calls) {
		return calls.stream()
			.collect(Collectors.groupingBy(this::keys))
			.entrySet()
			.stream()
			.sorted(mostExpensiveFirst())
			.limit(this.asked.top())
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

	private static Comparator<Map.Entry<List<String>, List<OracleCall>>> mostExpensiveFirst() {
		return Comparator.<Map.Entry<List<String>, List<OracleCall>>>comparingLong((group) -> -nanos(group.getValue()))
			.thenComparing((group) -> -group.getValue().size())
			.thenComparing(Map.Entry::getKey, BY_TEXT);
	}

	private void addBucket(ArrayNode buckets, Instant start, Instant end, List<OracleCall> calls,
			Set<List<String>> top) {
		Map<List<String>, List<OracleCall>> groups = new HashMap<>();
		for (OracleCall call : calls) {
			if (!call.start().isBefore(start) && call.start().isBefore(end)) {
				List<String> keys = keys(call);
				List<String> line = top.contains(keys) ? keys : keys.stream().map((key) -> "other").toList();
				groups.computeIfAbsent(line, (key) -> new ArrayList<>()).add(call);
			}
		}
		ArrayNode lines = buckets.addObject()
			.put("start", text(start))
			.put("end", text(end))
			.put("complete", Duration.between(end, this.asOf).compareTo(Duration.ofDays(1)) >= 0)
			.putArray("groups");
		groups.entrySet().stream().sorted(mostExpensiveFirst()).forEach((group) -> {
			ObjectNode line = lines.addObject();
			for (int i = 0; i < group.getKey().size(); i++) {
				line.put(this.asked.groupBy().get(i), group.getKey().get(i));
			}
			numbers(line, group.getValue());
		});
	}

	private List<Instant> bounds() {
		Map<Object, Instant> begins = new LinkedHashMap<>();
		Instant end = start(this.asked.lastDay().plusDays(1));
		if (this.asked.granularity().equals("hour")) {
			for (Instant hour = start(this.asked.firstDay()); hour.isBefore(end); hour = hour.plusSeconds(3600)) {
				begins.put(hour, hour);
			}
		}
		else {
			this.asked.firstDay()
				.datesUntil(this.asked.lastDay().plusDays(1))
				.forEach((day) -> begins.putIfAbsent(unit(day), start(day)));
		}
		List<Instant> bounds = new ArrayList<>(begins.values());
		bounds.add(end);
		return bounds;
	}

	private Object unit(LocalDate day) {
		return switch (this.asked.granularity()) {
			case "day" -> day;
			case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
			case "month" -> day.withDayOfMonth(1);
			default -> "total";
		};
	}

	private static ObjectNode numbers(ObjectNode node, List<OracleCall> calls) {
		node.put("llm_calls", calls.size())
			.put("input_tokens", calls.stream().mapToLong(OracleCall::inputTokens).sum())
			.put("output_tokens", calls.stream().mapToLong(OracleCall::outputTokens).sum())
			.put("cached_input_tokens", calls.stream().mapToLong(OracleCall::cachedTokens).sum())
			.put("reasoning_tokens", calls.stream().mapToLong(OracleCall::reasoningTokens).sum())
			.put("cost", OracleNumber.dollars(nanos(calls)));
		addCoverage(node, calls);
		node.put("error_count", calls.stream().filter(OracleCall::isError).count());
		List<Long> micros = calls.stream().map(OracleCall::micros).filter((time) -> time != null).sorted().toList();
		ObjectNode durations = node.putObject("duration_ms");
		for (int percent : new int[] { 50, 90, 95, 99 }) {
			durations.put("p" + percent, percentile(micros, percent));
		}
		return node;
	}

	static void addCoverage(ObjectNode node, List<OracleCall> calls) {
		List<OracleCall> unpriced = calls.stream().filter((call) -> call.nanos() == null).toList();
		ArrayNode models = node.putObject("cost_coverage")
			.put("recorded_calls", calls.stream().filter(OracleCall::isRecorded).count())
			.put("estimated_calls", calls.stream().filter(OracleCall::isEstimated).count())
			.put("unpriced_calls", unpriced.size())
			.putArray("unpriced_models");
		unpriced.stream().map((call) -> call.key("model")).distinct().sorted().forEach(models::add);
	}

	/** Nearest rank: the first that has so many per cent of all up to it. */
	private static @Nullable BigDecimal percentile(List<Long> sorted, int percent) {
		for (int i = 0; i < sorted.size(); i++) {
			if ((i + 1) * 100L >= (long) percent * sorted.size()) {
				return BigDecimal.valueOf(sorted.get(i), 3);
			}
		}
		return null;
	}

	static long nanos(List<OracleCall> calls) {
		return calls.stream().map(OracleCall::nanos).filter((nanos) -> nanos != null).mapToLong(Long::longValue).sum();
	}

	private Instant start(LocalDate day) {
		return day.atStartOfDay(this.asked.zone()).toInstant();
	}

	private String text(Instant moment) {
		ZoneId zone = this.asked.zone();
		return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZone(zone));
	}

}
