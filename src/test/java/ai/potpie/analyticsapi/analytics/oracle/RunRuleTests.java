package ai.potpie.analyticsapi.analytics.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import ai.potpie.analyticsapi.prices.PriceTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One small example for each sentence about what makes a run: a call of a thousand tokens
 * of gpt-4o costs 2.5 million nano-dollars.
 */
class RunRuleTests {

	private static final OracleSettings SETTINGS = OracleSettings.DEFAULT.withPrices(PriceTable.builtIn());

	private final OracleExample usageSpans = new OracleExample(SETTINGS);

	private final OracleExample agentSpans = new OracleExample(SETTINGS.withRuns(OracleRunsMode.AGENT_SPANS));

	private final OracleExample auto = new OracleExample(SETTINGS.withRuns(OracleRunsMode.AUTO));

	@ParameterizedTest
	@EnumSource
	void aUserWithoutSpansHasNoRuns(OracleRunsMode mode) {
		OracleFacts facts = new OracleExample(SETTINGS.withRuns(mode)).facts();
		assertThat(facts.runs()).isEmpty();
		assertThat(facts.executions()).isEmpty();
	}

	@Test
	void agentsMakeNoRunsIfUsageSpansDo() {
		this.usageSpans.span("a", null, "agent run").call("b", "a", 1000, 0);
		assertThat(this.usageSpans.runs()).isEmpty();
		assertThat(this.usageSpans.facts().executions()).hasSize(1);
	}

	@Test
	void usageSpansMakeNoRunsIfAgentsDo() {
		this.agentSpans.span("a", null, "agent_run_usage", "run_id", "r", "actual_cost", 1);
		assertThat(this.agentSpans.runs()).isEmpty();
	}

	@Test
	void aRunIsAnOutermostAgentSpanWithAllBelowIt() {
		this.agentSpans.span("a", null, "POST /chat")
			.span("b", "a", "agent run", "run_id", "r")
			.span("c", "b", "running tool")
			.span("d", "c", "invoke_agent qna", "run_id", "delegated")
			.call("e", "d", 1000, 0, "run_id", "another");
		assertThat(ids(this.agentSpans.run().tries)).containsExactly("b");
		assertThat(ids(this.agentSpans.run().spans)).containsExactly("b", "c", "d", "e");
		assertThat(this.agentSpans.run().runId()).isEqualTo("r");
		assertThat(this.agentSpans.run().nanosWithEstimates()).isEqualTo(2_500_000);
	}

	@Test
	void severalOutermostAgentsOfATraceAreRunsOfTheirOwn() {
		this.agentSpans.span("a", null, "agent run").span("b", null, "agent run").span("c", "b", "agent run");
		assertThat(this.agentSpans.runs()).hasSize(2).allMatch((run) -> run.runId() == null);
	}

	@Test
	void aLogIsNoAgent() {
		this.agentSpans.span("a", null, "agent run", (log) -> log.kind("log")).span("b", "a", "agent run");
		assertThat(ids(this.agentSpans.run().tries)).containsExactly("b");
	}

	@Test
	void anAgentBelowAFilteredOutAgentIsOutermost() {
		this.agentSpans.span("a", null, "agent run", "user_id", "somebody else").span("b", "a", "agent run");
		assertThat(ids(this.agentSpans.run().tries)).containsExactly("b");
	}

	@ParameterizedTest
	@CsvSource({ "r, call, r", "' ', call, call", "'', ' ',", "r, '', r" })
	void aRunsIdIsItsRunIdElseTheAgentsCallId(String run, String call, String expected) {
		this.agentSpans.span("a", null, "agent run", "run_id", run, "gen_ai.agent.call.id", call);
		assertThat(this.agentSpans.run().runId()).isEqualTo(expected);
	}

	@Test
	void runSpansWithOneRunIdAreTriesOfOneRunOfWhichTheLastDecides() {
		this.agentSpans.span("a", null, "agent run", "run_id", "r", "outcome", "failed")
			.call("b", "a", 1000, 0)
			.trace("other")
			.span("c", null, "agent run",
					(last) -> last.time(Instant.parse("2026-02-11T08:00:00Z"), Duration.ofMillis(1)),
					"gen_ai.agent.call.id", "r", "outcome", " OK ")
			.call("d", "c", 1000, 0, "operation.cost", 0.5);
		OracleRun run = this.agentSpans.run();
		assertThat(run.day(ZoneOffset.UTC)).isEqualTo(LocalDate.parse("2026-02-11"));
		assertThat(run.outcome()).isEqualTo("success");
		assertThat(run.last().row().traceId()).isEqualTo("other");
		assertThat(run.nanos()).isEqualTo(502_500_000);
		assertThat(run.nanosWithEstimates()).isEqualTo(502_500_000);
		assertThat(this.agentSpans.facts().executions()).extracting(OracleSpan::micros).containsExactly(1_000_000L);
	}

	@ParameterizedTest
	@CsvSource({ "9, Canceled, cancelled", "17, completed, success", "17, ' ', error", "16, '', success" })
	void theOutcomeIsThatOfTheRunSpanElseWhetherItFailed(int level, String outcome, String expected) {
		this.agentSpans.span("a", null, "agent run", (span) -> span.level(level), "outcome", outcome);
		assertThat(this.agentSpans.run().outcome()).isEqualTo(expected);
	}

	@Test
	void anExceptionFailsARunButOneBelowItDoesNot() {
		this.agentSpans.span("a", null, "agent run")
			.span("b", "a", "chat", (failed) -> failed.exception("Error", null, null))
			.span("c", null, "agent run", (failed) -> failed.exception("Error", null, null));
		assertThat(this.agentSpans.runs()).extracting(OracleRun::outcome).containsExactly("success", "error");
	}

	@Test
	void theActualCostIsNotReadIfAgentsMakeRuns() {
		this.agentSpans.span("a", null, "agent run", "actual_cost", 7)
			.span("b", "a", "agent_run_usage", "actual_cost", 7)
			.call("c", "a", 1000, 0);
		assertThat(this.agentSpans.run().nanos()).isEqualTo(2_500_000);
		assertThat(this.agentSpans.run().nanosWithEstimates()).isEqualTo(2_500_000);
	}

	@Test
	void aRunsCostIsAsCertainAsItsLeastCertainCall() {
		this.agentSpans.span("a", null, "agent run").call("b", "a", 1, 0, "operation.cost", 0.1);
		assertThat(this.agentSpans.run().coverage()).isEqualTo("recorded");
		this.agentSpans.call("c", "a", 1000, 0);
		assertThat(this.agentSpans.run().coverage()).isEqualTo("estimated");
		this.agentSpans.bare("d", "a");
		assertThat(this.agentSpans.run().coverage()).isEqualTo("unpriced");
		assertThat(this.agentSpans.run().unpricedModels()).containsExactly("gpt-4o");
		assertThat(this.agentSpans.run().nanosWithEstimates()).isEqualTo(102_500_000);
	}

	@Test
	void aRunWithoutCallsIsUnpriced() {
		this.agentSpans.span("a", null, "agent run");
		assertThat(this.agentSpans.run().coverage()).isEqualTo("unpriced");
	}

	@Test
	void runsOfAgentsHaveTheSameCostsAndCoverageWithEstimatesAndWithout() {
		this.auto.span("a", null, "agent_run_usage", "run_id", "r", "actual_cost", 0)
			.call("b", null, 1000, 0, "run_id", "r")
			.trace("other")
			.span("c", null, "agent run", "run_id", "s")
			.call("d", "c", 1000, 0)
			.call("e", "c", 1000, 0, "operation.cost", 0.5)
			.trace("third")
			.span("f", null, "agent run", "run_id", "t")
			.call("g", "f", 1000, 0, "gen_ai.response.model", "in-house");
		assertThat(this.auto.runs()).extracting(OracleRun::nanos).containsExactly(0L, 502_500_000L, 0L);
		assertThat(this.auto.runs()).extracting(OracleRun::nanosWithEstimates)
			.containsExactly(2_500_000L, 502_500_000L, 0L);
		EstimatedCostOracle costs = new EstimatedCostOracle(this.auto.facts(), ZoneOffset.UTC);
		assertThat(costs.coverage()).isEqualTo(new RunCoverage(0, 2, 1, List.of("in-house")));
		assertThat(costs.coverageOfRecorded()).isEqualTo(new RunCoverage(1, 1, 1, List.of("in-house")));
	}

	@Test
	void spansOfAnAgentsRunHaveTheConversationOfItsLastRunSpan() {
		this.auto.span("a", null, "agent run", "run_id", "r", "conversation_id", "first")
			.call("b", "a", 1, 0, "conversation_id", "own")
			.span("c", "a", "agent run", "conversation_id", "delegated")
			.trace("other")
			.span("d", null, "agent run", "run_id", "r", "conversation_id", "last")
			.call("e", null, 1, 0, "run_id", "r", "conversation_id", "own")
			.call("f", null, 1, 0, "conversation_id", "own");
		assertThat(conversations(this.auto)).containsExactly("last", "last", "last", "last", "last", "own");
		assertThat(this.auto.calls()).extracting((call) -> call.key("conversation_id"))
			.containsExactly("last", "last", "own");
	}

	@Test
	void withoutAConversationOnTheLastRunSpanAllSpansKeepTheirOwn() {
		this.agentSpans.span("a", null, "agent run", "run_id", "r", "conversation_id", "first")
			.call("b", "a", 1, 0, "conversation_id", "own")
			.span("c", null, "agent run", "run_id", "r", "conversation_id", " ");
		assertThat(conversations(this.agentSpans)).containsExactly("first", "own", null);
	}

	@Test
	void spansOfAUsageSpansRunKeepTheirOwnConversation() {
		this.auto.span("a", null, "agent_run_usage", "run_id", "r", "conversation_id", "usage")
			.trace("other")
			.span("b", null, "agent run", "run_id", "s", "conversation_id", "agent")
			.call("c", "b", 1, 0, "run_id", "r", "conversation_id", "own");
		assertThat(conversations(this.auto)).containsExactly("usage", "agent", "own");
		this.usageSpans.span("a", null, "agent run", "run_id", "s", "conversation_id", "agent")
			.call("b", "a", 1, 0, "conversation_id", "own");
		assertThat(conversations(this.usageSpans)).containsExactly("agent", "own");
	}

	private static List<@Nullable String> conversations(OracleExample example) {
		OracleFacts facts = example.facts();
		List<@Nullable String> conversations = new ArrayList<>();
		facts.spans().forEach((span) -> conversations.add(facts.conversation(span)));
		return conversations;
	}

	@Test
	void anAgentMoreThanEightLevelsBelowAnotherIsOutermostAndOneBelowThatIsNested() {
		this.agentSpans.span("0", null, "agent run");
		for (int level = 1; level < 20; level++) {
			this.agentSpans.span(Integer.toString(level), Integer.toString(level - 1),
					List.of(8, 9, 17).contains(level) ? "agent run" : "POST");
		}
		assertThat(this.agentSpans.runs()).extracting((run) -> ids(run.tries)).containsExactly(List.of("0"));
		assertThat(ids(this.agentSpans.run().spans)).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8");
		assertThat(this.agentSpans.facts().executions()).as("but 9 and 17 are no executions").hasSize(1);
		this.agentSpans.trace("other").span("0", null, "agent run");
		for (int level = 1; level < 10; level++) {
			this.agentSpans.span(Integer.toString(level), Integer.toString(level - 1),
					(level == 9) ? "agent run" : "POST");
		}
		assertThat(this.agentSpans.runs()).extracting((run) -> ids(run.tries))
			.containsExactly(List.of("0"), List.of("0"), List.of("9"));
	}

	@Test
	void aSpanBesideARunBelongsToTheOneThatItNames() {
		this.agentSpans.span("a", null, "agent run", "gen_ai.agent.call.id", "r")
			.call("b", null, 1000, 0, "run_id", "r")
			.call("c", null, 1000, 0, "run_id", "no run")
			.call("d", null, 1000, 0);
		assertThat(ids(this.agentSpans.run().spans)).containsExactly("a", "b");
		assertThat(this.agentSpans.run().calls).hasSize(1);
	}

	@Test
	void anAverageIsThatOfRunsAndNotOfNestedAgents() {
		this.agentSpans.span("a", null, "agent run", "run_id", "r")
			.span("b", "a", "agent run", (longer) -> longer.time(Instant.EPOCH, Duration.ofHours(1)), "run_id", "s")
			.span("c", null, "agent run");
		assertThat(this.agentSpans.facts().executions()).extracting(OracleSpan::micros)
			.containsExactly(1_000_000L, 1_000_000L);
	}

	@Test
	void autoHasRunsOfUsageSpansAndOfTheAgentsThatHaveNone() {
		this.auto.span("a", null, "agent run", "run_id", "r")
			.span("b", "a", "agent_run_usage", "run_id", "r", "actual_cost", 1)
			.trace("other")
			.span("c", null, "agent run", "run_id", "s")
			.call("d", "c", 1000, 0);
		assertThat(this.auto.runs()).extracting(OracleRun::runId).containsExactly("r", "s");
		assertThat(this.auto.runs()).extracting(OracleRun::isOfUsageSpans).containsExactly(true, false);
		assertThat(this.auto.runs()).extracting(OracleRun::nanosWithEstimates)
			.containsExactly(1_000_000_000L, 2_500_000L);
		assertThat(this.auto.facts().executions()).hasSize(2);
	}

	@Test
	void anAgentWhoseTraceHasAUsageSpanMakesNoRunInAuto() {
		this.auto.span("a", null, "agent run", "run_id", "of the agent").span("b", null, "agent_run_usage");
		assertThat(ids(this.auto.run().tries)).containsExactly("b");
		assertThat(this.auto.facts().executions()).as("but it was at work").hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "run_id", "gen_ai.agent.call.id" })
	void anAgentWhoseRunHasAUsageSpanMakesNoRunInAuto(String attribute) {
		this.auto.span("a", null, "agent run", attribute, "r")
			.trace("other")
			.span("b", null, "agent_run_usage", "run_id", "r");
		assertThat(ids(this.auto.run().tries)).containsExactly("b");
	}

	@Test
	void aNestedAgentDoesNotReplaceAnOutermostOneThatMakesNoRun() {
		this.auto.span("a", null, "agent run", "run_id", "r")
			.span("b", "a", "agent run", "run_id", "s")
			.trace("other")
			.span("c", null, "agent_run_usage", "run_id", "r");
		assertThat(ids(this.auto.run().tries)).containsExactly("c");
	}

	@Test
	void spansBelongInAutoToTheUsageSpanOfTheirExecutionElseToTheAgentAboveElseToTheOneThatTheyName() {
		this.auto.span("a", null, "agent_run_usage")
			.call("b", null, 1000, 0)
			.call("c", null, 1000, 0, "run_id", "s")
			.trace("other")
			.span("d", null, "agent_run_usage", "run_id", "r")
			.trace("third")
			.span("e", null, "agent run", "run_id", "s")
			.call("f", "e", 1000, 0, "run_id", "r")
			.call("g", null, 1000, 0, "run_id", "r")
			.call("h", null, 1000, 0)
			.call("i", "e", 1000, 0, "run_id", "no run")
			.call("j", "e", 1000, 0);
		assertThat(this.auto.runs()).extracting((run) -> ids(run.spans))
			.containsExactly(List.of("a", "b"), List.of("d", "f", "g"), List.of("c", "e", "i", "j"));
		assertThat(this.auto.runs()).extracting((run) -> run.calls.size()).containsExactly(1, 2, 3);
	}

	@Test
	void spansBelowAnAgentWhoseRunHasAUsageSpanBelongToNoAgentsRun() {
		this.auto.span("a", null, "agent run", "gen_ai.agent.call.id", "r")
			.call("b", "a", 1000, 0)
			.call("c", "a", 1000, 0, "run_id", "s")
			.call("d", "a", 1000, 0, "run_id", "r")
			.call("e", null, 1000, 0, "run_id", "s")
			.trace("other")
			.span("f", null, "agent_run_usage", "run_id", "r")
			.trace("third")
			.span("g", null, "agent run", "run_id", "s");
		assertThat(this.auto.runs()).extracting((run) -> ids(run.spans))
			.containsExactly(List.of("d", "f"), List.of("e", "g"));
	}

	@Test
	void agentsThatBelongToARunOfAnAgentAreNoExecutionsOfTheirOwnInAuto() {
		this.auto.span("a", null, "agent run", "run_id", "s")
			.span("b", "a", "agent run", "run_id", "nested")
			.span("c", "a", "agent run", "run_id", "r")
			.trace("other")
			.span("d", null, "agent_run_usage", "run_id", "r")
			.span("e", null, "agent run", "run_id", "s")
			.span("f", null, "agent run", "run_id", "nobody's");
		assertThat(ids(this.auto.facts().executions())).containsExactlyInAnyOrder("a", "c", "f");
	}

	@Test
	void aRunOfUsageSpansHasItsRecordedCostElseThatOfItsCalls() {
		this.usageSpans.span("a", null, "agent_run_usage", "run_id", "r", "actual_cost", " 0.5\n")
			.call("b", null, 1000, 0, "run_id", "r")
			.span("c", null, "agent_run_usage", "run_id", "s", "actual_cost", 0)
			.call("d", null, 1000, 0, "run_id", "s");
		assertThat(this.usageSpans.runs()).extracting(OracleRun::nanosWithEstimates)
			.containsExactly(500_000_000L, 2_500_000L);
		assertThat(this.usageSpans.runs()).extracting(OracleRun::nanos).containsExactly(500_000_000L, 0L);
		assertThat(this.usageSpans.runs()).extracting(OracleRun::coverageWithEstimates)
			.containsExactly("recorded", "estimated");
	}

	@Test
	void copiesOfAUsageSpanCountOnceAndTheFirstDecides() {
		Instant created = Instant.parse("2026-02-10T10:00:00Z");
		this.usageSpans
			.span("a", null, "agent_run_usage", (later) -> later.time(created, created).created(created.plusSeconds(1)),
					"run_id", "r", "actual_cost", 7, "outcome", "failed")
			.span("a", null, "agent_run_usage", (first) -> first.time(created, created).created(created), "run_id", "s",
					"actual_cost", 1, "outcome", "ok");
		assertThat(this.usageSpans.run().runId()).isEqualTo("s");
		assertThat(this.usageSpans.run().nanos()).isEqualTo(1_000_000_000);
		assertThat(this.usageSpans.run().outcome()).isEqualTo("success");
	}

	private static List<String> ids(List<OracleSpan> spans) {
		return spans.stream().map((span) -> span.row().spanId()).toList();
	}

}
