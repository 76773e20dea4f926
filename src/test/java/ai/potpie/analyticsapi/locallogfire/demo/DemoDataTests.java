package ai.potpie.analyticsapi.locallogfire.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.fail;

class DemoDataTests {

	private static final Clock NOON = clock("2026-02-11T12:00:00Z");

	/** Whose agents are Pydantic AI's alone. */
	private static final String PYDANTIC_AI = "user_135";

	@Test
	void theSameMomentHasTheSameSpans() {
		assertThat(DemoData.spans(NOON).mapToInt(SpanRecord::hashCode).sum())
			.isEqualTo(DemoData.spans(NOON).mapToInt(SpanRecord::hashCode).sum());
	}

	@Test
	void yesterdayLooksTheSameTomorrow() {
		List<SpanRecord> today = yesterday(NOON);
		assertThat(today).hasSizeGreaterThan(1000).isEqualTo(yesterday(Clock.offset(NOON, Duration.ofDays(1))));
	}

	@Test
	void moreThan200ThousandFillNinetyDaysAndNoneIsInTheFuture() {
		long[] count = new long[1];
		Set<LocalDate> days = new TreeSet<>();
		Instant latest = DemoData.spans(NOON)
			.peek((span) -> count[0]++)
			.peek((span) -> days.add(LocalDate.ofInstant(span.startTimestamp(), ZoneOffset.UTC)))
			.map(SpanRecord::endTimestamp)
			.max(Comparator.naturalOrder())
			.orElseThrow();
		assertThat(count[0]).isBetween(200_000L, 250_000L);
		assertThat(latest).isBetween(NOON.instant().minusSeconds(3600), NOON.instant());
		assertThat(days).hasSize(90).contains(LocalDate.parse("2026-02-11"), LocalDate.parse("2025-11-14"));
	}

	@Test
	void theyComeInOrderOfStartAndOfWholeMicroseconds() {
		Iterator<Instant> starts = DemoData.spans(NOON).map(SpanRecord::startTimestamp).iterator();
		Instant last = Instant.EPOCH;
		while (starts.hasNext()) {
			Instant next = starts.next();
			if (next.isBefore(last) || next.getNano() % 1000 != 0) {
				fail(next + " after " + last);
			}
			last = next;
		}
	}

	@Test
	void onlyUsageSpansComeTwice() {
		Set<String> seen = new HashSet<>();
		List<SpanRecord> again = DemoData.spans(NOON)
			.filter((span) -> !seen.add(span.traceId() + span.spanId()))
			.toList();
		assertThat(again).hasSizeBetween(20, 100).allMatch((span) -> span.spanName().equals("agent_run_usage"));
		assertThat(again).extracting(SpanRecord::kind).contains("span", "span_event");
	}

	@Test
	void parentsAreInTheirTraceAndLastLonger() {
		Map<String, SpanRecord> byId = new HashMap<>();
		recent().forEach((span) -> byId.put(span.traceId() + span.spanId(), span));
		assertThat(byId.values()).filteredOn((span) -> span.parentSpanId() != null).allSatisfy((span) -> {
			SpanRecord parent = byId.get(span.traceId() + span.parentSpanId());
			if (parent == null) {
				assertThat(span.startTimestamp()).as("parent not ended").isAfter(NOON.instant().minusSeconds(120));
			}
			else {
				assertThat(span.startTimestamp()).isAfterOrEqualTo(parent.startTimestamp());
				assertThat(span.endTimestamp()).isBeforeOrEqualTo(parent.endTimestamp());
			}
		});
	}

	@Test
	void anAgentRepeatsWhatItsCallsUsed() {
		long[] tokens = new long[2];
		recent().map(DemoDataTests::json).forEach((attributes) -> {
			String operation = attributes.path("gen_ai.operation.name").asString("");
			long input = attributes.path("gen_ai.usage.input_tokens").asLong(0);
			tokens[0] += operation.equals("chat") ? input : 0;
			tokens[1] += operation.equals("invoke_agent") ? input : 0;
		});
		assertThat(tokens[0]).isPositive();
		assertThat(tokens[1]).isGreaterThan(tokens[0] / 2);
	}

	@Test
	void everyUserHasUsageAndEveryOddityOccurs() {
		Set<String> users = new HashSet<>();
		Set<String> texts = new HashSet<>();
		DemoData.spans(NOON).filter((span) -> span.spanName().equals("agent_run_usage")).forEach((span) -> {
			JsonNode attributes = json(span);
			users.add(attributes.path("user_id").asString());
			texts.add(attributes.path("actual_cost").asString("no cost"));
			texts.add(attributes.path("outcome").asString("no outcome"));
			texts.add(attributes.path("run_id").asString("no run"));
			texts.add(attributes.path("conversation_id").asString());
		});
		assertThat(users).hasSize(DemoCatalog.USERS.size() - 1).hasSizeGreaterThan(11).doesNotContain(PYDANTIC_AI);
		assertThat(texts).contains("N/A", "NaN", "-0.25", "no cost", " Completed ", "OK", "Failure", "timeout",
				"cancelled", "no outcome", "no run", "  ");
	}

	@Test
	void runsOfPydanticAiAreOutermostAgentsOfSome10ADay() {
		List<SpanRecord> agents = pydanticAi("invoke_agent").toList();
		List<SpanRecord> runs = agents.stream().filter((span) -> span.parentSpanId() == null).toList();
		assertThat(runs).hasSizeBetween(850, 950);
		assertThat(runs).filteredOn(SpanRecord::isException).hasSizeBetween(30, 45);
		assertThat(agents.size() - runs.size()).as("delegated").isGreaterThan(200);
		assertThat(agents).map((span) -> json(span).path("gen_ai.agent.call.id").asString())
			.doesNotHaveDuplicates()
			.doesNotContain("");
		assertThat(runs).map(SpanRecord::traceId).doesNotHaveDuplicates();
		assertThat(runs).map((span) -> json(span).path("gen_ai.conversation.id").asString())
			.doesNotContain("")
			.satisfies((conversations) -> assertThat(new HashSet<>(conversations)).hasSizeLessThan(700));
	}

	@Test
	void callsOfPydanticAiSayWhatTheyCostUnlessTheyFailed() {
		assertThat(pydanticAi("chat ")).hasSizeGreaterThan(1500).allSatisfy((span) -> {
			JsonNode attributes = json(span);
			assertThat(attributes.path("operation.cost").asDouble(0) > 0).isNotEqualTo(span.isException());
			assertThat(attributes.has("gen_ai.usage.input_tokens")).isNotEqualTo(span.isException());
		});
		assertThat(pydanticAi("model request attempt ")).hasSizeBetween(15, 60).allMatch(SpanRecord::isException);
	}

	@Test
	void anthropicsSdkRepeatsItsCallsWithoutTheirCost() {
		Map<String, JsonNode> chats = new HashMap<>();
		pydanticAi("chat claude").filter((span) -> !span.isException())
			.forEach((span) -> chats.put(span.spanId(), json(span)));
		assertThat(pydanticAi("anthropic.messages.create")).hasSameSizeAs(chats.values()).allSatisfy((span) -> {
			JsonNode call = json(span);
			JsonNode chat = chats.get(span.parentSpanId());
			assertThat(call.get("gen_ai.response.id")).isEqualTo(chat.get("gen_ai.response.id"));
			assertThat(call.get("gen_ai.usage.output_tokens")).isEqualTo(chat.get("gen_ai.usage.output_tokens"));
			assertThat(call.has("operation.cost")).isFalse();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-02-11T12:00:00Z", "2026-02-11T23:59:59Z", "2026-11-24T00:00:10Z",
			"2027-05-02T09:30:00Z" })
	void user123LooksLikeTheExample(String now) {
		Clock clock = clock(now);
		Instant from = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
			.minusDays(29)
			.atStartOfDay(ZoneOffset.UTC)
			.toInstant();
		Usage usage = new Usage();
		DemoData.spans(clock).filter((span) -> !span.startTimestamp().isBefore(from)).forEach(usage::add);
		assertThat(usage.runs()).isBetween(145, 165);
		assertThat(usage.cost).isCloseTo(12.5, within(0.6));
		assertThat(usage.successRate()).isCloseTo(0.94, within(0.015));
		assertThat(usage.seconds()).isCloseTo(2.34, within(0.1));
		assertThat(usage.days.size()).isBetween(27, 29);
	}

	private static List<SpanRecord> yesterday(Clock clock) {
		return DemoData.spans(clock)
			.filter((span) -> span.startTimestamp()
				.truncatedTo(ChronoUnit.DAYS)
				.equals(Instant.parse("2026-02-10T00:00:00Z")))
			.toList();
	}

	private static Stream<SpanRecord> recent() {
		return DemoData.spans(NOON)
			.filter((span) -> span.startTimestamp().isAfter(NOON.instant().minus(Duration.ofDays(2))));
	}

	private static Stream<SpanRecord> pydanticAi(String name) {
		return DemoData.spans(NOON)
			.filter((span) -> span.spanName().startsWith(name) && span.attributes().contains(PYDANTIC_AI));
	}

	private static JsonNode json(SpanRecord span) {
		return JsonMapper.shared().readTree(span.attributes());
	}

	private static Clock clock(String now) {
		return Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
	}

	/** What user_123 did, counted as a first look would. */
	private static final class Usage {

		private final Map<String, String> outcomes = new HashMap<>();

		private final Map<String, Double> durations = new HashMap<>();

		private final Set<LocalDate> days = new HashSet<>();

		private double cost;

		void add(SpanRecord span) {
			if (!span.attributes().contains("\"user_123\"") || !span.kind().equals("span")) {
				return;
			}
			JsonNode attributes = json(span);
			String run = attributes.path("run_id").asString(span.traceId());
			if (span.spanName().equals("agent_run_usage")) {
				this.outcomes.put(run, attributes.path("outcome").asString("").strip().toLowerCase(Locale.ROOT));
				this.cost += attributes.path("actual_cost").asDouble(0);
				this.days.add(LocalDate.ofInstant(span.startTimestamp(), ZoneOffset.UTC));
			}
			else if (span.spanName().startsWith("invoke_agent")) {
				this.durations.merge(run, span.duration(), Math::max);
			}
		}

		int runs() {
			return this.outcomes.size();
		}

		double successRate() {
			return this.outcomes.values().stream().filter(Set.of("completed", "ok")::contains).count()
					/ (double) runs();
		}

		double seconds() {
			return this.durations.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
		}

	}

}
