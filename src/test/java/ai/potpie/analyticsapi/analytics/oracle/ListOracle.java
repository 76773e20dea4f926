package ai.potpie.analyticsapi.analytics.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows of the lists of runs and of conversations, worked out once more from the spans
 * themselves: plain loops over all of them, and nothing in common with the service.
 */
public record ListOracle(ListCase asked, OracleFacts facts) {

	private static final JsonMapper JSON = JsonMapper.shared();

	static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSX")
		.withZone(ZoneOffset.UTC);

	private static final Comparator<OracleSpan> BY_ID = Comparator.comparing((OracleSpan span) -> span.row().traceId())
		.thenComparing((span) -> span.row().spanId());

	private static final Comparator<OracleSpan> BY_END = Comparator
		.comparing((OracleSpan span) -> span.row().endTimestamp())
		.thenComparing(BY_ID);

	public static ListOracle of(ListCase asked) {
		return new ListOracle(asked, new OracleFacts(asked.askedSpans(), asked.asked().settings()));
	}

	public long callsOfNoRun() {
		return this.facts.calls().stream().filter((call) -> this.facts.runOf(call.span()) == null).count();
	}

	public List<ObjectNode> runs() {
		return sorted(this.facts.runs().stream().map(this::run))
			.filter((row) -> isAmong(this.asked.outcomes(), row.json().get("outcome").asString()))
			.filter((row) -> isAmong(this.asked.conversations(), row.json().get("conversation_id").asString("")))
			.map(Listed::json)
			.toList();
	}

	private static boolean isAmong(Collection<String> wanted, String value) {
		return wanted.isEmpty() || wanted.contains(value);
	}

	private Listed run(OracleRun run) {
		OracleSpan last = run.last();
		ObjectNode json = JSON.createObjectNode()
			.put("run_id", run.runId())
			.put("trace_id", last.row().traceId())
			.put("conversation_id", said(last, run.spans, this.facts::conversation))
			.put("agent_id", said(last, run.spans, OracleSpan::agent))
			.put("project_id", said(last, run.spans, OracleSpan::project))
			.put("environment", said(last, run.spans, OracleSpan::environment))
			.put("outcome", run.outcome());
		long nanos = run.nanos();
		addNumbers(json, nanos, run.calls);
		json.put("tries", run.tries.size());
		Long micros = this.facts.executions()
			.stream()
			.filter((span) -> this.facts.runOf(span) == run)
			.map(OracleSpan::micros)
			.findFirst()
			.orElse(null);
		addTimes(json, micros, run.spans);
		return new Listed(json.putNull("trace_url"), nanos, micros, last(run.spans));
	}

	/** By the last try, or else the greatest that any span says. */
	private static @Nullable String said(OracleSpan last, List<OracleSpan> spans,
			Function<OracleSpan, @Nullable String> attribute) {
		String own = attribute.apply(last);
		return (own != null) ? own
				: spans.stream().map(attribute).filter(Objects::nonNull).max(OracleSpan.BY_TEXT).orElse(null);
	}

	public List<ObjectNode> conversations() {
		Map<String, List<OracleSpan>> conversations = new LinkedHashMap<>();
		for (OracleSpan span : this.facts.spans()) {
			String name = this.facts.conversation(span);
			if (name != null) {
				conversations.computeIfAbsent(name, (none) -> new ArrayList<>()).add(span);
			}
		}
		return sorted(conversations.entrySet().stream().map((group) -> conversation(group.getKey(), group.getValue())))
			.map(Listed::json)
			.toList();
	}

	private Listed conversation(String name, List<OracleSpan> spans) {
		List<OracleRun> runs = this.facts.runs()
			.stream()
			.filter((run) -> name.equals(run.last().conversation()))
			.sorted(Comparator.comparing(OracleRun::last, OracleRun.LAST))
			.toList();
		ObjectNode json = JSON.createObjectNode()
			.put("conversation_id", name)
			.put("runs", runs.size())
			.put("messages", spans.stream().map(OracleSpan::runOrTrace).distinct().count())
			.put("outcome", runs.isEmpty() ? null : runs.get(runs.size() - 1).outcome());
		long nanos = this.facts.runs().stream().mapToLong((run) -> nanos(run, name)).sum();
		addNumbers(json, nanos,
				this.facts.calls().stream().filter((call) -> name.equals(call.conversation())).toList());
		List<Long> durations = this.facts.executions()
			.stream()
			.filter((span) -> name.equals(this.facts.conversation(span)))
			.map(OracleSpan::micros)
			.toList();
		Long micros = durations.isEmpty() ? null : durations.stream().mapToLong(Long::longValue).sum();
		addTimes(json, micros, spans);
		OracleSpan last = last(spans);
		// They come before the times
		ObjectNode ordered = JSON.createObjectNode();
		json.properties().forEach((entry) -> {
			if (entry.getKey().equals("first_activity")) {
				addSorted(ordered.putArray("agent_ids"), spans, OracleSpan::agent);
				addSorted(ordered.putArray("project_ids"), spans, OracleSpan::project);
			}
			ordered.set(entry.getKey(), entry.getValue());
		});
		return new Listed(ordered.put("trace_id", last.row().traceId()).putNull("trace_url"), nanos, micros, last);
	}

	private static void addSorted(ArrayNode list, List<OracleSpan> spans,
			Function<OracleSpan, @Nullable String> attribute) {
		spans.stream().map(attribute).filter(Objects::nonNull).distinct().sorted().forEach(list::add);
	}

	/** What a run cost in a conversation. */
	private static long nanos(OracleRun run, String conversation) {
		Stream<OracleSpan> usage = run.tries.stream().filter((span) -> conversation.equals(span.conversation()));
		Stream<OracleCall> calls = run.calls.stream().filter((call) -> conversation.equals(call.conversation()));
		return run.isOfUsageSpans() ? usage.mapToLong(OracleRun::actualNanos).sum() : UsageOracle.nanos(calls.toList());
	}

	private static OracleSpan last(List<OracleSpan> spans) {
		return spans.stream().max(BY_END).orElseThrow();
	}

	private static void addNumbers(ObjectNode json, long nanos, List<OracleCall> calls) {
		json.put("cost", OracleNumber.dollars(nanos))
			.put("llm_calls", calls.size())
			.put("input_tokens", calls.stream().mapToLong(OracleCall::inputTokens).sum())
			.put("output_tokens", calls.stream().mapToLong(OracleCall::outputTokens).sum())
			.put("cached_input_tokens", calls.stream().mapToLong(OracleCall::cachedTokens).sum())
			.put("reasoning_tokens", calls.stream().mapToLong(OracleCall::reasoningTokens).sum())
			.put("llm_cost", OracleNumber.dollars(UsageOracle.nanos(calls)));
		UsageOracle.addCoverage(json, calls);
	}

	private static void addTimes(ObjectNode json, @Nullable Long micros, List<OracleSpan> spans) {
		json.put("duration_ms", (micros != null) ? BigDecimal.valueOf(micros, 3) : null)
			.put("first_activity", MICROS.format(spans.stream().map(OracleSpan::start).min(Instant::compareTo).get()))
			.put("last_activity", MICROS.format(last(spans).row().endTimestamp()));
		OracleSpan failed = spans.stream()
			.filter((span) -> span.row().exceptionType() != null || span.row().exceptionMessage() != null)
			.max(OracleRun.LAST)
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
