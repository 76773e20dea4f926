package ai.potpie.analyticsapi.analytics.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What the spans of one user that a question is about count as: runs, calls of LLMs, and
 * agents at work.
 */
final class OracleFacts {

	private static final Comparator<OracleSpan> BY_LENGTH = Comparator.comparing(OracleSpan::micros)
		.thenComparing((span) -> span.row().traceId())
		.thenComparing((span) -> span.row().spanId());

	private final List<OracleSpan> spans;

	private final OracleTree tree;

	private final List<OracleCall> calls;

	/** By their run ids, or else by the one span that each of them is. */
	private final Map<List<String>, OracleRun> usageRuns = new LinkedHashMap<>();

	private final Map<List<String>, OracleRun> agentRuns = new LinkedHashMap<>();

	/** Of the usage spans without a run id, the last one of each trace. */
	private final Map<String, OracleSpan> lastUsageOfTrace = new HashMap<>();

	/** By the ids of the outermost agent spans that make them. */
	private final Map<List<String>, OracleRun> runsOfAgents = new HashMap<>();

	/** The outermost agent spans whose run ids are those of usage spans. */
	private final Set<List<String>> agentsOfUsageRuns = new HashSet<>();

	private final List<OracleSpan> executions;

	OracleFacts(Collection<OracleSpan> asked, OracleSettings settings) {
		this.spans = OracleSpan.once(asked);
		this.tree = new OracleTree(this.spans);
		if (settings.runs() != OracleRunsMode.AGENT_SPANS) {
			this.spans.stream().filter(OracleSpan::isUsage).forEach(this::addUsage);
		}
		if (settings.runs() != OracleRunsMode.USAGE_SPANS) {
			addAgents();
		}
		this.spans.forEach((span) -> {
			OracleRun run = runOf(span);
			if (run != null) {
				run.spans.add(span);
			}
		});
		this.calls = OracleCall.of(this.spans, this.tree)
			.stream()
			.map((call) -> call.in(conversation(call.span())))
			.toList();
		this.calls.forEach((call) -> {
			OracleRun run = runOf(call.span());
			if (run != null) {
				run.calls.add(call);
			}
		});
		this.executions = longestAgents(settings.runs());
	}

	private void addUsage(OracleSpan span) {
		String runId = span.runId();
		if (runId == null) {
			this.lastUsageOfTrace.merge(span.row().traceId(), span,
					(one, other) -> (OracleRun.LAST.compare(one, other) > 0) ? one : other);
		}
		this.usageRuns.computeIfAbsent(key(runId, span), (key) -> new OracleRun(true, runId)).tries.add(span);
	}

	/** Usage spans that make runs leave no others in their traces. */
	private void addAgents() {
		Set<String> traces = new HashSet<>();
		this.usageRuns.values().forEach((run) -> run.tries.forEach((usage) -> traces.add(usage.row().traceId())));
		for (OracleSpan span : this.spans) {
			String runId = (span.runId() != null) ? span.runId() : span.nonBlank("gen_ai.agent.call.id");
			boolean outermost = span.isAgent() && this.tree.above(span).stream().noneMatch(OracleSpan::isAgent);
			if (outermost && this.usageRuns.containsKey(key(runId, span))) {
				this.agentsOfUsageRuns.add(span.id());
			}
			else if (outermost && !traces.contains(span.row().traceId())) {
				OracleRun run = this.agentRuns.computeIfAbsent(key(runId, span), (key) -> new OracleRun(false, runId));
				run.tries.add(span);
				this.runsOfAgents.put(span.id(), run);
			}
		}
	}

	private static List<String> key(@Nullable String runId, OracleSpan itself) {
		return (runId != null) ? List.of(runId) : itself.id();
	}

	/** Which run a span belongs to. */
	@Nullable OracleRun runOf(OracleSpan span) {
		OracleRun ofUsage = usageRunOf(span);
		return (ofUsage != null) ? ofUsage : agentRunOf(span);
	}

	private @Nullable OracleRun usageRunOf(OracleSpan span) {
		String runId = span.runId();
		if (runId != null) {
			return this.usageRuns.get(List.of(runId));
		}
		OracleSpan usage = span.isUsage() ? span : this.lastUsageOfTrace.get(span.row().traceId());
		return (usage != null) ? this.usageRuns.get(usage.id()) : null;
	}

	/** The run that a span is or that is above it, or else the one that it names. */
	private @Nullable OracleRun agentRunOf(OracleSpan span) {
		List<OracleSpan> upwards = new ArrayList<>(List.of(span));
		upwards.addAll(this.tree.above(span));
		for (OracleSpan one : upwards) {
			if (this.runsOfAgents.containsKey(one.id()) || this.agentsOfUsageRuns.contains(one.id())) {
				return this.runsOfAgents.get(one.id());
			}
		}
		String runId = span.runId();
		return (runId != null) ? this.agentRuns.get(List.of(runId)) : null;
	}

	/** The one of the run of agent spans that a span belongs to, or else its own. */
	@Nullable String conversation(OracleSpan span) {
		OracleRun run = runOf(span);
		String ofRun = (run != null && !run.isOfUsageSpans()) ? run.last().conversation() : null;
		return (ofRun != null) ? ofRun : span.conversation();
	}

	/** Each once. */
	List<OracleSpan> spans() {
		return this.spans;
	}

	List<OracleCall> calls() {
		return this.calls;
	}

	List<OracleRun> runs() {
		List<OracleRun> runs = new ArrayList<>(this.usageRuns.values());
		runs.addAll(this.agentRuns.values());
		return runs;
	}

	/**
	 * The longest agent span of each execution. A run of agent spans is one; agent spans
	 * that belong to none are one if they share a run id, or else a trace.
	 */
	List<OracleSpan> executions() {
		return this.executions;
	}

	private List<OracleSpan> longestAgents(OracleRunsMode mode) {
		Map<String, OracleSpan> longest = new HashMap<>();
		this.spans.stream()
			.filter((span) -> span.isAgent() && mode != OracleRunsMode.AGENT_SPANS && isOfNoAgentRun(span))
			.forEach((span) -> longest.merge(span.runOrTrace(), span,
					(one, other) -> (BY_LENGTH.compare(one, other) > 0) ? one : other));
		List<OracleSpan> agents = new ArrayList<>(longest.values());
		this.agentRuns.values().forEach((run) -> agents.add(run.tries.stream().max(BY_LENGTH).orElseThrow()));
		return agents;
	}

	private boolean isOfNoAgentRun(OracleSpan span) {
		OracleRun run = runOf(span);
		return run == null || run.isOfUsageSpans();
	}

}
