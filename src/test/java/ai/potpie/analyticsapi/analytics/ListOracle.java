package ai.potpie.analyticsapi.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import ai.potpie.analyticsapi.analytics.UsageOracle.OracleCall;

/**
 * The rows of the lists of runs and of conversations, worked out once more from the spans
 * themselves: plain loops over all of them, and nothing in common with the service.
 *
 * @param spans those that the question is about, copies among them
 * @param calls the calls of LLMs among them
 * @param lastUsage the last usage span of each execution
 */
record ListOracle(ListCase asked, List<OracleSpan> spans, List<OracleCall> calls, Map<String, OracleSpan> lastUsage) {

	private static final JsonMapper JSON = JsonMapper.shared();

	static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSX")
		.withZone(ZoneOffset.UTC);

	private static final Comparator<OracleSpan> BY_ID = Comparator.comparing((OracleSpan span) -> span.row().traceId())
		.thenComparing((span) -> span.row().spanId());

	private static final Comparator<OracleSpan> BY_START = Comparator.comparing(OracleSpan::start).thenComparing(BY_ID);

	private static final Comparator<OracleSpan> BY_END = Comparator
		.comparing((OracleSpan span) -> span.row().endTimestamp())
		.thenComparing(BY_ID);

	static ListOracle of(ListCase asked) {
		List<OracleSpan> spans = asked.askedSpans();
		Map<String, OracleSpan> lastUsage = new HashMap<>();
		spans.stream()
			.filter(OracleSpan::isUsage)
			.forEach((span) -> lastUsage.merge(execution(span), span,
					(one, other) -> (BY_START.compare(one, other) > 0) ? one : other));
		return new ListOracle(asked, spans, OracleCall.of(spans), lastUsage);
	}

	private static String execution(OracleSpan span) {
		String run = span.nonBlank("run_id");
		return (run != null) ? "run " + run : "trace " + span.row().traceId();
	}

	private @Nullable String run(OracleSpan span) {
		OracleSpan usage = span.isUsage() ? span : this.lastUsage.get(execution(span));
		if (usage == null) {
			return null;
		}
		String run = usage.nonBlank("run_id");
		return (run != null) ? "run " + run : "span " + usage.row().traceId() + usage.row().spanId();
	}

	long callsOfNoRun() {
		return this.calls.stream().filter((call) -> run(call.span()) == null).count();
	}

	List<ObjectNode> runs() {
		return sorted(groups(this::run).entrySet().stream().map((group) -> run(group.getKey(), group.getValue())))
			.filter((row) -> isAmong(this.asked.outcomes(), row.json().get("outcome").asString()))
			.filter((row) -> isAmong(this.asked.conversations(), row.json().get("conversation_id").asString("")))
			.map(Listed::json)
			.toList();
	}

	private static boolean isAmong(Collection<String> wanted, String value) {
		return wanted.isEmpty() || wanted.contains(value);
	}

	private Listed run(String key, List<OracleSpan> spans) {
		OracleSpan last = last(spans, OracleSpan::isUsage, BY_START);
		ObjectNode json = JSON.createObjectNode()
			.put("run_id", last.nonBlank("run_id"))
			.put("trace_id", last.row().traceId())
			.put("conversation_id", said(last, spans, OracleSpan::conversation))
			.put("agent_id", said(last, spans, (span) -> span.nonBlank("agent_id")))
			.put("project_id", said(last, spans, (span) -> span.nonBlank("project_id")))
			.put("environment", said(last, spans, ListOracle::environment))
			.put("outcome", OracleRun.outcome(last.text("outcome")));
		long nanos = nanos(spans);
		addNumbers(json, nanos, this.calls.stream().filter((call) -> key.equals(run(call.span()))).toList());
		json.put("tries", usages(spans).count());
		Long micros = longest().stream()
			.filter((span) -> key.equals(run(span)))
			.map(OracleSpan::micros)
			.findFirst()
			.orElse(null);
		addTimes(json, micros, spans);
		return new Listed(json.putNull("trace_url"), nanos, micros, last(spans, (span) -> true, BY_END));
	}

	private static @Nullable String environment(OracleSpan span) {
		String environment = span.row().deploymentEnvironment();
		return (environment == null || environment.isBlank()) ? null : environment;
	}

	/** By the last usage span, or else the greatest that any span says. */
	private static @Nullable String said(OracleSpan last, List<OracleSpan> spans,
			Function<OracleSpan, @Nullable String> attribute) {
		String own = attribute.apply(last);
		return (own != null) ? own
				: spans.stream()
					.map(attribute)
					.filter(Objects::nonNull)
					.max((one, other) -> Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray()))
					.orElse(null);
	}

	List<ObjectNode> conversations() {
		return sorted(groups(OracleSpan::conversation).entrySet()
			.stream()
			.map((group) -> conversation(group.getKey(), group.getValue()))).map(Listed::json).toList();
	}

	private Listed conversation(String name, List<OracleSpan> spans) {
		List<OracleSpan> runs = groups(this::run).values()
			.stream()
			.map((run) -> last(run, OracleSpan::isUsage, BY_START))
			.filter((last) -> name.equals(last.conversation()))
			.sorted(BY_START)
			.toList();
		ObjectNode json = JSON.createObjectNode()
			.put("conversation_id", name)
			.put("runs", runs.size())
			.put("messages", spans.stream().map(ListOracle::execution).distinct().count())
			.put("outcome", runs.isEmpty() ? null : OracleRun.outcome(runs.get(runs.size() - 1).text("outcome")));
		long nanos = nanos(spans);
		addNumbers(json, nanos, this.calls.stream().filter((call) -> name.equals(call.span().conversation())).toList());
		List<Long> durations = longest().stream()
			.filter((span) -> name.equals(span.conversation()))
			.map(OracleSpan::micros)
			.toList();
		Long micros = durations.isEmpty() ? null : durations.stream().mapToLong(Long::longValue).sum();
		addTimes(json, micros, spans);
		OracleSpan last = last(spans, (span) -> true, BY_END);
		// They come before the times
		ObjectNode ordered = JSON.createObjectNode();
		json.properties().forEach((entry) -> {
			if (entry.getKey().equals("first_activity")) {
				addSorted(ordered.putArray("agent_ids"), spans, "agent_id");
				addSorted(ordered.putArray("project_ids"), spans, "project_id");
			}
			ordered.set(entry.getKey(), entry.getValue());
		});
		return new Listed(ordered.put("trace_id", last.row().traceId()).putNull("trace_url"), nanos, micros, last);
	}

	private static void addSorted(ArrayNode list, List<OracleSpan> spans, String attribute) {
		spans.stream()
			.map((span) -> span.nonBlank(attribute))
			.filter(Objects::nonNull)
			.distinct()
			.sorted()
			.forEach(list::add);
	}

	/** In no order; what has no key is in no group. */
	private Map<String, List<OracleSpan>> groups(Function<OracleSpan, @Nullable String> key) {
		Map<String, List<OracleSpan>> groups = new LinkedHashMap<>();
		for (OracleSpan span : this.spans) {
			String name = key.apply(span);
			if (name != null) {
				groups.computeIfAbsent(name, (none) -> new ArrayList<>()).add(span);
			}
		}
		return groups;
	}

	/** The longest agent span of each execution; a log is none. */
	private Collection<OracleSpan> longest() {
		Map<String, OracleSpan> longest = new HashMap<>();
		Comparator<OracleSpan> byLength = Comparator.comparing(OracleSpan::micros).thenComparing(BY_ID);
		this.spans.stream()
			.filter((span) -> span.row().kind().equals("span"))
			.filter((span) -> AnalyticsCase.AGENT_SPAN_NAMES.stream()
				.anyMatch((name) -> AnalyticsOracle.matches(name, span.row().spanName())))
			.forEach((span) -> longest.merge(execution(span), span,
					(one, other) -> (byLength.compare(one, other) > 0) ? one : other));
		return longest.values();
	}

	private static OracleSpan last(List<OracleSpan> spans, Predicate<OracleSpan> wanted, Comparator<OracleSpan> order) {
		return spans.stream().filter(wanted).max(order).orElseThrow();
	}

	/** Each once. */
	private static Stream<OracleSpan> usages(List<OracleSpan> spans) {
		Map<List<String>, OracleSpan> usages = new LinkedHashMap<>();
		spans.stream()
			.filter(OracleSpan::isUsage)
			.forEach((span) -> usages.put(List.of(span.row().traceId(), span.row().spanId()), span));
		return usages.values().stream();
	}

	private static long nanos(List<OracleSpan> spans) {
		return usages(spans).mapToLong((span) -> OracleRun.nanoDollars(span.text("actual_cost"))).sum();
	}

	private static void addNumbers(ObjectNode json, long nanos, List<OracleCall> calls) {
		List<Long> known = calls.stream().map(OracleCall::nanos).filter(Objects::nonNull).toList();
		json.put("cost", dollars(nanos))
			.put("llm_calls", calls.size())
			.put("input_tokens", calls.stream().mapToLong(OracleCall::inputTokens).sum())
			.put("output_tokens", calls.stream().mapToLong(OracleCall::outputTokens).sum())
			.put("cached_input_tokens", calls.stream().mapToLong(OracleCall::cachedTokens).sum())
			.put("reasoning_tokens", calls.stream().mapToLong(OracleCall::reasoningTokens).sum())
			.put("llm_cost", dollars(known.stream().mapToLong(Long::longValue).sum()));
		ArrayNode models = json.putObject("cost_coverage")
			.put("recorded_calls", known.size())
			.put("estimated_calls", 0)
			.put("unpriced_calls", calls.size() - known.size())
			.putArray("unpriced_models");
		calls.stream()
			.filter((call) -> call.nanos() == null)
			.map((call) -> call.key("model"))
			.distinct()
			.sorted()
			.forEach(models::add);
	}

	private static BigDecimal dollars(long nanos) {
		return BigDecimal.valueOf(nanos, 9).setScale(6, RoundingMode.HALF_UP);
	}

	private static void addTimes(ObjectNode json, @Nullable Long micros, List<OracleSpan> spans) {
		json.put("duration_ms", (micros != null) ? BigDecimal.valueOf(micros, 3) : null)
			.put("first_activity", MICROS.format(spans.stream().map(OracleSpan::start).min(Instant::compareTo).get()))
			.put("last_activity", MICROS.format(last(spans, (span) -> true, BY_END).row().endTimestamp()));
		OracleSpan failed = spans.stream()
			.filter((span) -> span.row().exceptionType() != null || span.row().exceptionMessage() != null)
			.max(BY_START)
			.orElse(null);
		String message = (failed != null) ? failed.row().exceptionMessage() : null;
		json.put("exception_type", (failed != null) ? failed.row().exceptionType() : null)
			.put("exception_message", (message != null) ? firstCharacters(message) : null);
	}

	private static String firstCharacters(String text) {
		int[] characters = text.codePoints().limit(1000).toArray();
		return new String(characters, 0, characters.length);
	}

	private Stream<Listed> sorted(Stream<Listed> rows) {
		Comparator<Listed> newest = Comparator.comparing(Listed::last, BY_END.reversed());
		return rows.sorted(switch (this.asked.sort()) {
			case "cost" -> Comparator.comparing(Listed::nanos, Comparator.reverseOrder()).thenComparing(newest);
			case "duration" ->
				Comparator.comparing(Listed::micros, Comparator.nullsLast(Comparator.<Long>reverseOrder()))
					.thenComparing(newest);
			default -> newest;
		});
	}

	/**
	 * A row of the list, and by what it is sorted.
	 *
	 * @param micros null if it has no duration
	 * @param last its latest span
	 */
	private record Listed(ObjectNode json, long nanos, @Nullable Long micros, OracleSpan last) {
	}

}
