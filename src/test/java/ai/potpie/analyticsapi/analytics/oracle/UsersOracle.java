package ai.potpie.analyticsapi.analytics.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer about all users, worked out once more from the spans themselves: each user
 * alone, then sums of those.
 */
public record UsersOracle(UsersCase asked) {

	private static final JsonMapper JSON = JsonMapper.shared();

	public ObjectNode answer(Collection<OracleSpan> spans) {
		Map<String, List<OracleSpan>> byUser = new HashMap<>();
		spans.stream()
			.filter(this::isAskedFor)
			.forEach((span) -> byUser.computeIfAbsent(span.user(), (user) -> new ArrayList<>()).add(span));
		List<Sum> users = byUser.entrySet()
			.stream()
			.map((user) -> sum(user.getKey(), user.getValue()))
			.sorted(order())
			.toList();
		int top = Math.min(this.asked.top(), users.size());
		ObjectNode answer = JSON.createObjectNode();
		answer.putObject("period")
			.put("start", text(start(this.asked.asked().firstDay())))
			.put("end", text(end()))
			.put("days", ChronoUnit.DAYS.between(this.asked.asked().firstDay(), this.asked.asked().lastDay()) + 1);
		answer.set("totals", group(users));
		ArrayNode lines = answer.putArray("users");
		users.subList(0, top)
			.forEach((user) -> numbers(lines.addObject().put("user_id", user.name()), user).put("last_activity",
					ListOracle.MICROS.format(user.last())));
		answer.set("other", group(users.subList(top, users.size())));
		return answer;
	}

	private boolean isAskedFor(OracleSpan span) {
		AnalyticsCase when = this.asked.asked();
		return span.counts() && span.user() != null && !span.start().isBefore(start(when.firstDay()))
				&& span.start().isBefore(end()) && isAmong(when.projectIds(), span.project())
				&& isAmong(when.agentIds(), span.agent())
				&& isAmong(when.environments(), span.row().deploymentEnvironment());
	}

	private static boolean isAmong(Set<String> wanted, @Nullable String value) {
		return wanted.isEmpty() || (value != null && wanted.contains(value));
	}

	private Sum sum(String user, List<OracleSpan> spans) {
		OracleFacts facts = new OracleFacts(spans, this.asked.asked().settings());
		return new Sum(user, facts.runs(), facts.executions(),
				facts.spans().stream().map(facts::conversation).filter(Objects::nonNull).distinct().count(),
				facts.calls(),
				facts.spans().stream().map((span) -> span.row().endTimestamp()).max(Instant::compareTo).orElseThrow());
	}

	private Comparator<Sum> order() {
		Comparator<Sum> order = switch (this.asked.sort()) {
			case "runs" -> Comparator.comparing((user) -> user.runs().size());
			case "errors" -> Comparator.comparing(Sum::errors);
			case "last_activity" -> Comparator.comparing(Sum::last);
			default -> Comparator.comparing(Sum::nanos);
		};
		return order.reversed().thenComparing(Sum::name, OracleSpan.BY_TEXT);
	}

	private static ObjectNode group(List<Sum> users) {
		ObjectNode node = JSON.createObjectNode().put("user_count", users.size());
		List<OracleRun> runs = new ArrayList<>();
		List<OracleSpan> executions = new ArrayList<>();
		List<OracleCall> calls = new ArrayList<>();
		long conversations = 0;
		for (Sum user : users) {
			runs.addAll(user.runs());
			executions.addAll(user.executions());
			calls.addAll(user.calls());
			conversations += user.conversations();
		}
		return numbers(node, new Sum("", runs, executions, conversations, calls, Instant.EPOCH));
	}

	private static ObjectNode numbers(ObjectNode node, Sum sum) {
		List<OracleCall> calls = sum.calls();
		long micros = sum.executions().stream().mapToLong(OracleSpan::micros).sum();
		node.put("total_cost", OracleNumber.dollars(sum.nanos()))
			.put("total_agent_runs", sum.runs().size())
			.put("error_count", sum.errors())
			.put("success_rate",
					OracleNumber.quotient(sum.runs().stream().filter(OracleRun::succeeded).count(), sum.runs().size(),
							4))
			.put("avg_duration_ms", OracleNumber.quotient(micros, sum.executions().size() * 1000L, 2))
			.put("conversation_count", sum.conversations())
			.put("llm_calls", calls.size())
			.put("input_tokens", calls.stream().mapToLong(OracleCall::inputTokens).sum())
			.put("output_tokens", calls.stream().mapToLong(OracleCall::outputTokens).sum())
			.put("cached_input_tokens", calls.stream().mapToLong(OracleCall::cachedTokens).sum())
			.put("reasoning_tokens", calls.stream().mapToLong(OracleCall::reasoningTokens).sum())
			.put("llm_cost", OracleNumber.dollars(UsageOracle.nanos(calls)));
		UsageOracle.addCoverage(node, calls);
		return node;
	}

	private Instant start(LocalDate day) {
		return day.atStartOfDay(this.asked.asked().zone()).toInstant();
	}

	private Instant end() {
		return start(this.asked.asked().lastDay().plusDays(1));
	}

	private String text(Instant moment) {
		return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZone(this.asked.asked().zone()));
	}

	/** What a user did, or several. */
	private record Sum(String name, List<OracleRun> runs, List<OracleSpan> executions, long conversations,
			List<OracleCall> calls, Instant last) {

		long nanos() {
			return this.runs.stream().mapToLong(OracleRun::nanos).sum();
		}

		long errors() {
			return this.runs.stream().filter((run) -> run.outcome().equals("error")).count();
		}

	}

}
