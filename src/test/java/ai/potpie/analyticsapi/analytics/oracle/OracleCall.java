package ai.potpie.analyticsapi.analytics.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import ai.potpie.analyticsapi.prices.ModelPrice;
import org.jspecify.annotations.Nullable;

/**
 * A call of an LLM as the oracle sees it.
 *
 * @param modelsAbove how many spans above it name a model as it does
 * @param responseNanos the least that a candidate with its response has recorded
 * @param conversation what it belongs to
 */
record OracleCall(OracleSpan span, long modelsAbove, @Nullable Long responseNanos, @Nullable String conversation) {

	private static final Set<String> NO_CALLS = Set.of("invoke_agent", "create_agent", "execute_tool",
			"invoke_workflow", "execute_task");

	/** Their spans may announce a stream, whose log is the call. */
	private static final Set<String> STREAMING = Set.of("logfire.openai", "logfire.anthropic");

	private static final List<OracleAttribute> TOKENS = List.of(OracleAttribute.INPUT, OracleAttribute.OUTPUT,
			OracleAttribute.CACHE_READ, OracleAttribute.CACHE_WRITE, OracleAttribute.REASONING);

	/** Of those that the same response makes one call, the first is it. */
	private static final Comparator<OracleCall> OF_ONE_RESPONSE = Comparator
		.comparing((OracleCall call) -> call.inputTokens() + call.outputTokens())
		.thenComparing((call) -> ownNanos(call.span()) != null)
		.thenComparing(OracleCall::modelsAbove)
		.reversed()
		.thenComparing((call) -> call.span(), OracleRun.LAST);

	/** Of spans of one user, without copies. */
	static List<OracleCall> of(List<OracleSpan> spans, OracleTree tree) {
		List<OracleSpan> candidates = spans.stream().filter(OracleCall::isCandidate).toList();
		Set<List<String>> withUsage = new HashSet<>();
		Set<List<String>> aboveUsage = new HashSet<>();
		Set<List<String>> aboveAny = new HashSet<>();
		Map<String, Long> nanos = new HashMap<>();
		for (OracleSpan candidate : candidates) {
			List<List<String>> above = tree.above(candidate).stream().map(OracleSpan::id).toList();
			aboveAny.addAll(above);
			if (hasUsage(candidate)) {
				withUsage.add(candidate.id());
				aboveUsage.addAll(above);
			}
			String response = candidate.name(OracleAttribute.RESPONSE_ID);
			Long own = ownNanos(candidate);
			if (response != null && own != null) {
				nanos.merge(response, own, Math::min);
			}
		}
		return oneOfEachResponse(candidates.stream()
			.filter((candidate) -> hasUsage(candidate) ? !aboveUsage.contains(candidate.id())
					: !aboveAny.contains(candidate.id())
							&& tree.above(candidate).stream().noneMatch((above) -> withUsage.contains(above.id())))
			.map((candidate) -> new OracleCall(candidate,
					tree.above(candidate).stream().filter(OracleCall::namesModel).count(),
					nanos.get(Objects.requireNonNullElse(candidate.name(OracleAttribute.RESPONSE_ID), "")),
					candidate.conversation()))
			.toList());
	}

	OracleCall in(@Nullable String conversation) {
		return new OracleCall(this.span, this.modelsAbove, this.responseNanos, conversation);
	}

	static boolean isCandidate(OracleSpan span) {
		return namesModel(span) && !announcesStream(span);
	}

	/** Whether it is a candidate, or would be if it did not announce a stream. */
	static boolean namesModel(OracleSpan span) {
		String operation = span.name(OracleAttribute.OPERATION);
		String kind = span.nonBlank("openinference.span.kind");
		return span.number(OracleAttribute.MODEL) != null && (operation == null || !NO_CALLS.contains(operation))
				&& (kind == null || kind.equals("LLM")) && !span.isUsage()
				&& !span.settings().isAgentSpan(span.row().spanName());
	}

	private static boolean announcesStream(OracleSpan span) {
		return span.row().kind().equals("span") && STREAMING.contains(span.row().otelScopeName()) && !hasUsage(span)
				&& span.name(OracleAttribute.RESPONSE_ID) == null && !span.failed();
	}

	private static List<OracleCall> oneOfEachResponse(List<OracleCall> calls) {
		List<OracleCall> ones = new ArrayList<>();
		Map<String, OracleCall> ofResponses = new HashMap<>();
		for (OracleCall call : calls) {
			String response = call.span().name(OracleAttribute.RESPONSE_ID);
			if (response == null) {
				ones.add(call);
			}
			else {
				ofResponses.merge(response, call,
						(one, other) -> (OF_ONE_RESPONSE.compare(one, other) <= 0) ? one : other);
			}
		}
		ones.addAll(ofResponses.values());
		return ones;
	}

	static boolean hasUsage(OracleSpan span) {
		return ownNanos(span) != null
				|| TOKENS.stream().anyMatch((attribute) -> OracleNumber.count(span.number(attribute)) > 0);
	}

	Instant start() {
		return this.span.start();
	}

	@Nullable String model() {
		return this.span.name(OracleAttribute.MODEL);
	}

	/** What it is grouped by. */
	String key(String key) {
		String value = switch (key) {
			case "model" -> model();
			case "provider" -> this.span.name(OracleAttribute.PROVIDER);
			case "operation" -> this.span.name(OracleAttribute.OPERATION);
			case "agent_id" -> this.span.agent();
			case "project_id" -> this.span.project();
			case "conversation_id" -> this.conversation;
			case "environment" -> this.span.environment();
			default -> throw new IllegalArgumentException(key);
		};
		return (value != null) ? value : "unknown";
	}

	long inputTokens() {
		return tokens(OracleAttribute.INPUT);
	}

	long outputTokens() {
		return tokens(OracleAttribute.OUTPUT);
	}

	long reasoningTokens() {
		return tokens(OracleAttribute.REASONING);
	}

	long cachedTokens() {
		return tokens(OracleAttribute.CACHE_READ);
	}

	private long tokens(OracleAttribute attribute) {
		return OracleNumber.count(this.span.number(attribute));
	}

	boolean isRecorded() {
		return recordedNanos() != null;
	}

	boolean isEstimated() {
		return !isRecorded() && nanos() != null;
	}

	/** Its own, or else that of its response. */
	@Nullable Long recordedNanos() {
		Long own = ownNanos(this.span);
		return (own != null) ? own : this.responseNanos;
	}

	private static @Nullable Long ownNanos(OracleSpan span) {
		return OracleNumber.nanoDollars(span.number(OracleAttribute.COST));
	}

	/** What it cost; null if nobody knows. */
	@Nullable Long nanos() {
		Long recorded = recordedNanos();
		if (recorded != null) {
			return recorded;
		}
		if (isError() && outputTokens() == 0) {
			return 0L;
		}
		if (!hasUsage(this.span) || cachedTokens() + tokens(OracleAttribute.CACHE_WRITE) > inputTokens()) {
			return null;
		}
		return estimatedNanos();
	}

	private @Nullable Long estimatedNanos() {
		String model = model();
		ModelPrice price = (model != null)
				? this.span.settings().prices().find(this.span.name(OracleAttribute.PROVIDER), model).orElse(null)
				: null;
		return (price != null) ? price
			.costNano(start(), inputTokens(), cachedTokens(), tokens(OracleAttribute.CACHE_WRITE), outputTokens())
			.stream()
			.boxed()
			.findFirst()
			.orElse(null) : null;
	}

	boolean isError() {
		return this.span.failed();
	}

	@Nullable Long micros() {
		return this.span.row().kind().equals("span") ? Long.valueOf(this.span.micros()) : null;
	}

}
