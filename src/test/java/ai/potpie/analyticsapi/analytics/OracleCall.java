package ai.potpie.analyticsapi.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import ai.potpie.analyticsapi.prices.ModelPrice;

/**
 * A call of an LLM as the oracle sees it.
 *
 * @param candidatesAbove how many spans above it might have been the call
 */
record OracleCall(OracleSpan span, long candidatesAbove) {

	private static final Set<String> NO_CALLS = Set.of("invoke_agent", "create_agent", "execute_tool");

	private static final List<OracleAttribute> TOKENS = List.of(OracleAttribute.INPUT, OracleAttribute.OUTPUT,
			OracleAttribute.CACHE_READ, OracleAttribute.CACHE_WRITE, OracleAttribute.REASONING);

	/** Of those that the same response makes one call, the first is it. */
	private static final Comparator<OracleCall> OF_ONE_RESPONSE = Comparator
		.comparing((OracleCall call) -> call.inputTokens() + call.outputTokens())
		.thenComparing(OracleCall::isRecorded)
		.thenComparing(OracleCall::candidatesAbove)
		.reversed()
		.thenComparing((call) -> call.span(), OracleRun.LAST);

	/** Of spans of one user, without copies. */
	static List<OracleCall> of(List<OracleSpan> spans, OracleTree tree) {
		List<OracleCall> candidates = spans.stream()
			.filter(OracleCall::isCandidate)
			.map((span) -> new OracleCall(span, tree.above(span).stream().filter(OracleCall::isCandidate).count()))
			.toList();
		Set<List<String>> withUsage = new HashSet<>();
		Set<List<String>> aboveUsage = new HashSet<>();
		Set<List<String>> aboveAny = new HashSet<>();
		for (OracleCall candidate : candidates) {
			List<List<String>> above = tree.above(candidate.span()).stream().map(OracleSpan::id).toList();
			aboveAny.addAll(above);
			if (candidate.hasUsage()) {
				withUsage.add(candidate.span().id());
				aboveUsage.addAll(above);
			}
		}
		return oneOfEachResponse(candidates.stream()
			.filter((candidate) -> candidate.hasUsage() ? !aboveUsage.contains(candidate.span().id())
					: !aboveAny.contains(candidate.span().id()) && tree.above(candidate.span())
						.stream()
						.noneMatch((above) -> withUsage.contains(above.id())))
			.toList());
	}

	static boolean isCandidate(OracleSpan span) {
		String operation = span.name(OracleAttribute.OPERATION);
		String kind = span.nonBlank("openinference.span.kind");
		return span.number(OracleAttribute.MODEL) != null && (operation == null || !NO_CALLS.contains(operation))
				&& (kind == null || kind.equals("LLM")) && !span.isUsage()
				&& !span.settings().isAgentSpan(span.row().spanName());
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

	boolean hasUsage() {
		return isRecorded() || TOKENS.stream().anyMatch((attribute) -> tokens(attribute) > 0);
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
			case "conversation_id" -> this.span.conversation();
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

	@Nullable Long recordedNanos() {
		return OracleNumber.nanoDollars(this.span.number(OracleAttribute.COST));
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
		if (!hasUsage() || cachedTokens() + tokens(OracleAttribute.CACHE_WRITE) > inputTokens()) {
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
