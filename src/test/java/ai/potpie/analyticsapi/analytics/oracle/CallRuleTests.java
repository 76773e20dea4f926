package ai.potpie.analyticsapi.analytics.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.prices.PriceTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One small example for each sentence about calls of LLMs: gpt-4o costs 2.50 US dollars
 * for a million tokens of input and 10 for output.
 */
class CallRuleTests {

	private static final OracleSettings PRICED = OracleSettings.DEFAULT.withPrices(PriceTable.builtIn());

	private final OracleExample spans = new OracleExample(PRICED);

	@Test
	void aFallbackModelIsOneCallBesideAnAttemptThatFailed() {
		this.spans.call("a", null, 1000, 100, "operation.cost", 0.00021)
			.span("b", "a", "model request attempt", (attempt) -> attempt.level(17), "gen_ai.request.model", "gpt-4o");
		assertThat(this.spans.callIds()).containsExactly("a");
		assertThat(this.spans.call().nanos()).isEqualTo(210_000);
	}

	@Test
	void aStreamedCallIsTheLogThatHasItsTokens() {
		this.spans.bare("a", null)
			.span("b", "a", "streaming response from 'gpt-4o' took 1.00s", (log) -> log.kind("log"),
					"gen_ai.request.model", "gpt-4o", "gen_ai.usage.input_tokens", 1000, "gen_ai.usage.output_tokens",
					100, "operation.cost", 0.003);
		assertThat(this.spans.callIds()).containsExactly("b");
		assertThat(this.spans.call().micros()).as("a log takes no time").isNull();
		assertThat(this.spans.call().nanos()).isEqualTo(3_000_000);
	}

	@Test
	void aStreamedCallOfTwoInstrumentationsIsTheParentThatHasItsTokens() {
		this.spans.call("a", null, 1000, 100).bare("b", "a");
		assertThat(this.spans.callIds()).containsExactly("a");
	}

	@Test
	void aModelWithoutTokensIsAnUnpricedCall() {
		this.spans.bare("a", null);
		assertThat(this.spans.call().nanos()).isNull();
		assertThat(this.spans.call().key("model")).isEqualTo("gpt-4o");
	}

	@Test
	void ofCallsAnyDepthApartTheInnermostWithUsageCounts() {
		this.spans.call("a", null, 1000, 100)
			.span("b", "a", "retry attempt")
			.span("c", "b", "POST")
			.call("d", "c", 1000, 100)
			.bare("e", "d");
		assertThat(this.spans.callIds()).containsExactly("d");
	}

	@Test
	void bothCallsBelowASpanWithTheirTotalsCount() {
		this.spans.call("a", null, 30, 3).call("b", "a", 10, 1).span("c", "a", "POST").call("d", "c", 20, 2);
		assertThat(this.spans.callIds()).containsExactly("b", "d");
	}

	@Test
	void ofCallsWithoutUsageTheInnermostCount() {
		this.spans.bare("a", null).bare("b", "a").bare("c", "a").span("d", "c", "POST").bare("e", "d");
		assertThat(this.spans.callIds()).containsExactly("b", "e");
	}

	@Test
	void callsBelowAgentsAndToolsCount() {
		this.spans.call("a", null, 10, 1, "gen_ai.operation.name", "invoke_agent")
			.span("b", "a", "running tool", "gen_ai.operation.name", "execute_tool", "gen_ai.request.model", "gpt-4o")
			.call("c", "b", 10, 1);
		assertThat(this.spans.callIds()).containsExactly("c");
	}

	@Test
	void aSpanOfAnotherUserSplitsTheTrace() {
		this.spans.call("a", null, 10, 1)
			.span("b", "a", "POST", "user_id", "somebody else")
			.call("c", "b", 10, 1)
			.span("d", "c", "event", (event) -> event.kind("span_event"))
			.call("e", "d", 10, 1);
		assertThat(this.spans.callIds()).containsExactly("a", "c", "e");
	}

	@Test
	void parentsAreFoundInTheSameTraceInAnyOrder() {
		this.spans.call("b", "a", 10, 1).call("a", null, 10, 1).trace("other").call("c", "a", 10, 1);
		assertThat(this.spans.callIds()).containsExactly("b", "c");
	}

	@Test
	void spansThatAreTheirOwnParentsDoNoHarm() {
		this.spans.call("a", "a", 10, 1);
		assertThat(this.spans.callIds()).containsExactly("a");
	}

	@Test
	void unrelatedInstrumentationsShareAResponse() {
		this.spans.call("a", null, 1000, 99, "gen_ai.response.id", "msg_1")
			.trace("other")
			.call("b", null, 1000, 100, "gen_ai.response.id", "msg_1")
			.call("c", null, 1000, 100, "gen_ai.response.id", "msg_2");
		assertThat(this.spans.callIds()).as("the one with most tokens").containsExactly("b", "c");
	}

	@Test
	void ofOneResponseARecordedCostThenTheInnermostThenTheFirstDecides() {
		this.spans.call("a", null, 10, 1, "gen_ai.response.id", "1")
			.call("b", null, 11, 0, "gen_ai.response.id", "1", "operation.cost", "no number")
			.call("c", null, 1, 10, "gen_ai.response.id", "1", "operation.cost", 0)
			.call("d", null, 10, 1, "gen_ai.response.id", "2")
			.bare("e", null)
			.call("f", "e", 10, 1, "gen_ai.response.id", "2")
			.call("g", null, 10, 1, "gen_ai.response.id", "3")
			.call("h", null, 10, 1, "gen_ai.response.id", "3");
		assertThat(this.spans.callIds()).containsExactly("c", "f", "g");
	}

	@Test
	void nestedCallsWithTheSameResponseCountOnceAsTheInnermost() {
		this.spans.call("a", null, 2000, 1, "gen_ai.response.id", "1").call("b", "a", 10, 1, "gen_ai.response.id", "1");
		assertThat(this.spans.callIds()).containsExactly("b");
	}

	@Test
	void ancestorsMoreThanEightLevelsAboveAreIgnored() {
		this.spans.call("0", null, 10, 1);
		for (int level = 1; level < 8; level++) {
			this.spans.span(Integer.toString(level), Integer.toString(level - 1), "POST");
		}
		this.spans.call("8", "7", 10, 1);
		assertThat(this.spans.callIds()).containsExactly("8");
		assertThat(this.spans.call().modelsAbove()).isOne();
		this.spans.trace("other").call("0", null, 10, 1);
		for (int level = 1; level < 9; level++) {
			this.spans.span(Integer.toString(level), Integer.toString(level - 1), "POST");
		}
		this.spans.call("9", "8", 10, 1);
		assertThat(this.spans.callIds()).containsExactly("0", "8", "9");
		assertThat(this.spans.calls()).extracting(OracleCall::modelsAbove).containsExactly(1L, 0L, 0L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "logfire.openai", "logfire.anthropic" })
	void aSpanThatAnnouncesAStreamIsNoCall(String scope) {
		this.spans.span("a", null, "Chat Completion with 'gpt-4o'", (span) -> span.scope(scope, null),
				"gen_ai.request.model", "gpt-4o", "gen_ai.response.id", " ");
		assertThat(this.spans.calls()).isEmpty();
		this.spans.span("b", null, "streaming response from 'gpt-4o' took 1.00s",
				(log) -> log.kind("log").scope(scope, null), "gen_ai.request.model", "gpt-4o",
				"gen_ai.usage.input_tokens", 10);
		assertThat(this.spans.callIds()).containsExactly("b");
	}

	@Test
	void aSpanOfTheSameScopesThatDoesMoreThanAnnounceAStreamIsACall() {
		this.spans.scope("logfire.openai")
			.bare("cost", null, "operation.cost", 0)
			.bare("tokens", null, "gen_ai.usage.output_tokens", 1)
			.bare("response", null, "gen_ai.response.id", "1")
			.span("failed", null, "chat", (span) -> span.level(17), "gen_ai.request.model", "gpt-4o")
			.span("log", null, "chat", (span) -> span.kind("log"), "gen_ai.request.model", "gpt-4o")
			.bare("announces", null)
			.scope("logfire.openai ")
			.bare("scope", null);
		assertThat(this.spans.callIds()).containsExactly("cost", "failed", "log", "response", "scope", "tokens");
	}

	@Test
	void aSpanThatAnnouncesAStreamHidesNoCallAboveIt() {
		this.spans.bare("a", null).scope("logfire.openai").bare("b", "a");
		assertThat(this.spans.callIds()).containsExactly("a");
	}

	@Test
	void theInnermostIsBelowMostSpansThatNameAModelAlsoBelowThoseThatAnnounceStreams() {
		this.spans.call("a", null, 10, 1, "gen_ai.response.id", "1")
			.scope("logfire.openai")
			.bare("b", null)
			.call("c", "b", 10, 1, "gen_ai.response.id", "1")
			.call("d", null, 10, 1, "gen_ai.response.id", "2")
			.span("e", null, "running tool", "gen_ai.request.model", "gpt-4o", "gen_ai.operation.name", "execute_tool")
			.call("f", "e", 10, 1, "gen_ai.response.id", "2");
		assertThat(this.spans.callIds()).containsExactly("c", "d");
	}

	@Test
	void aCallWithoutACostHasTheSmallestThatItsResponseHasRecorded() {
		this.spans.call("a", null, 10, 1, "gen_ai.response.id", "1", "operation.cost", 0.5)
			.call("b", null, 10, 1, "gen_ai.response.id", "1", "operation.cost", 0.25)
			.call("c", null, 1000, 1, "gen_ai.response.id", "1", "operation.cost", "free")
			.call("d", null, 1000, 1, "gen_ai.response.id", "1", "operation.cost", 0.1, "user_id", "somebody else")
			.call("e", null, 1000, 1, "gen_ai.response.id", "1", "operation.cost", 0.1, "gen_ai.operation.name",
					"invoke_agent");
		assertThat(this.spans.callIds()).containsExactly("c");
		assertThat(this.spans.call().nanos()).isEqualTo(250_000_000);
		assertThat(this.spans.call().isRecorded()).isTrue();
		assertThat(this.spans.call().isEstimated()).isFalse();
	}

	@Test
	void theCostMayComeFromACandidateThatIsNoCall() {
		this.spans.call("a", null, 2000, 1, "gen_ai.response.id", "1", "operation.cost", 0.5)
			.call("b", "a", 10, 1, "gen_ai.response.id", "1");
		assertThat(this.spans.callIds()).containsExactly("b");
		assertThat(this.spans.call().nanos()).isEqualTo(500_000_000);
	}

	@Test
	void aCallsOwnCostPrecedesThatOfItsResponse() {
		this.spans.call("a", null, 10, 1, "gen_ai.response.id", "1", "operation.cost", 0.25)
			.call("b", null, 1000, 1, "gen_ai.response.id", "1", "operation.cost", 0.5);
		assertThat(this.spans.callIds()).containsExactly("b");
		assertThat(this.spans.call().nanos()).isEqualTo(500_000_000);
	}

	@Test
	void theCostOfAResponseIsNoUsageAndDecidesNoTokens() {
		this.spans.bare("a", null, "gen_ai.response.id", "1")
			.bare("b", "a", "gen_ai.response.id", "2")
			.trace("other")
			.call("c", null, 0, 0, "gen_ai.response.id", "1", "operation.cost", 0.25);
		assertThat(this.spans.callIds()).containsExactly("b", "c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t\n" })
	void responsesWithoutAnIdAreCallsOfTheirOwn(String blank) {
		this.spans.call("a", null, 10, 1, "gen_ai.response.id", blank)
			.call("b", null, 10, 1, "gen_ai.response.id", blank);
		assertThat(this.spans.callIds()).containsExactly("a", "b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t\n" })
	void callsWithoutResponsesShareNoCosts(String blank) {
		this.spans.call("a", null, 10, 1, "gen_ai.response.id", blank, "operation.cost", 0.5)
			.call("b", null, 1000, 100, "gen_ai.response.id", blank)
			.call("c", null, 1000, 100);
		assertThat(this.spans.calls()).extracting(OracleCall::nanos)
			.containsExactlyInAnyOrder(500_000_000L, 3_500_000L, 3_500_000L);
	}

	@Test
	void agentsToolsAndSpansWithoutAModelAreNoCandidates() {
		for (String operation : List.of("invoke_agent", "create_agent", "execute_tool", "invoke_workflow",
				"execute_task")) {
			this.spans.call(operation, null, 10, 1, "gen_ai.operation.name", operation);
		}
		this.spans.call("chain", null, 10, 1, "openinference.span.kind", "CHAIN")
			.call("lower case", null, 10, 1, "openinference.span.kind", "llm")
			.span("no model", null, "chat", "gen_ai.usage.input_tokens", 10);
		for (String name : List.of("agent_run_usage", "agent run", "agent runs", "invoke_agent qna")) {
			this.spans.span(name, null, name, "gen_ai.request.model", "gpt-4o", "gen_ai.usage.input_tokens", 10);
		}
		assertThat(this.spans.calls()).isEmpty();
	}

	@Test
	void spansThatAreAnyOfTheseAreCandidates() {
		this.spans.call("a", null, 10, 1, "gen_ai.operation.name", "chat", "openinference.span.kind", "LLM")
			.call("b", null, 10, 1, "gen_ai.operation.name", " ", "openinference.span.kind", " \n")
			.span("c", null, "agent_run", "llm.model_name", "m", "llm.token_count.prompt", 1)
			.span("d", null, "chat", "gen_ai.response.model", " ", "gen_ai.usage.input_tokens", 1)
			.span("e", null, "chat", "llm.request.model_name", "n", "llm.system", "p");
		assertThat(this.spans.callIds()).containsExactly("a", "b", "c", "d", "e");
		assertThat(this.spans.calls()).extracting((call) -> call.key("model")).contains("m", "unknown", "n");
		assertThat(this.spans.calls()).extracting((call) -> call.key("provider")).contains("p");
	}

	@ParameterizedTest
	@EnumSource(names = { "INPUT", "OUTPUT", "CACHE_READ", "CACHE_WRITE", "REASONING" })
	void eachCountOfTokensIsUsage(OracleAttribute attribute) {
		this.spans.bare("a", null, attribute.names.get(attribute.names.size() - 1), 1).bare("b", "a");
		assertThat(this.spans.callIds()).containsExactly("a");
	}

	@ParameterizedTest
	@CsvSource({ "0, a", "0.0, a", "1000000, a", "-1, b", "1000001, b", "free, b" })
	void aValidCostIsUsage(String cost, String call) {
		this.spans.bare("a", null, "operation.cost", cost, "gen_ai.usage.input_tokens", 0).bare("b", "a");
		assertThat(this.spans.callIds()).containsExactly(call);
	}

	@Test
	void callsWithMoreCachedThanInputTokensAreUnpricedAndKeepTheirTokens() {
		this.spans.call("a", null, 500, 100, "gen_ai.usage.cache_read.input_tokens", 4000);
		assertThat(this.spans.call().nanos()).isNull();
		assertThat(this.spans.call().inputTokens()).isEqualTo(500);
		assertThat(this.spans.call().cachedTokens()).isEqualTo(4000);
	}

	@ParameterizedTest
	@CsvSource({ "60, 40, true", "60, 41, false", "101, 0, false", "0, 101, false" })
	void readAndWrittenTokensOfTheCacheAreCountedTogether(int read, int written, boolean priced) {
		this.spans.call("a", null, 100, 1, "gen_ai.usage.cache_read.input_tokens", read,
				"gen_ai.usage.cache_creation.input_tokens", written);
		assertThat(this.spans.call().nanos() != null).isEqualTo(priced);
	}

	@Test
	void aCallThatFailedWithoutOutputCostsNothing() {
		this.spans.span("a", null, "chat", (call) -> call.level(17), "gen_ai.request.model", "gpt-4o",
				"gen_ai.usage.input_tokens", 1_000_000);
		assertThat(this.spans.call().nanos()).isZero();
		assertThat(this.spans.call().isEstimated()).isTrue();
		assertThat(this.spans.call().isError()).isTrue();
	}

	@Test
	void aCallThatFailedWithoutAnyUsageCostsNothing() {
		this.spans.span("a", null, "chat", (call) -> call.exception("Error", null, null), "gen_ai.request.model",
				"in-house");
		assertThat(this.spans.call().nanos()).isZero();
	}

	@Test
	void aCallThatFailedWithOutputOrACostCostsThat() {
		this.spans
			.span("a", null, "chat", (call) -> call.level(17), "gen_ai.request.model", "gpt-4o",
					"gen_ai.usage.input_tokens", 1000, "gen_ai.usage.output_tokens", 100)
			.span("b", null, "chat", (call) -> call.level(17), "gen_ai.request.model", "gpt-4o",
					"gen_ai.usage.input_tokens", 1000, "operation.cost", 0.5);
		assertThat(this.spans.calls()).extracting(OracleCall::nanos)
			.containsExactlyInAnyOrder(3_500_000L, 500_000_000L);
	}

	@Test
	void aCostIsRecordedElseEstimatedElseUnknown() {
		this.spans.call("a", null, 1000, 100, "operation.cost", 0)
			.call("b", null, 1000, 100, "operation.cost", -1)
			.call("c", null, 1000, 100, "gen_ai.response.model", "in-house");
		assertThat(this.spans.calls()).extracting(OracleCall::nanos).containsExactly(0L, 3_500_000L, null);
		assertThat(this.spans.calls()).extracting(OracleCall::isRecorded).containsExactly(true, false, false);
		assertThat(this.spans.calls()).extracting(OracleCall::isEstimated).containsExactly(false, true, false);
	}

	@ParameterizedTest
	@EnumSource(names = { "INPUT", "OUTPUT", "CACHE_READ", "CACHE_WRITE", "REASONING", "COST" })
	void theFirstPresentNumberWinsEvenIfInvalid(OracleAttribute attribute) {
		List<String> names = attribute.names;
		for (int first = 0; first < names.size(); first++) {
			List<@Nullable Object> values = new ArrayList<>();
			for (int i = 0; i < names.size(); i++) {
				values.add((i < first) ? null : 10 + i);
			}
			assertThat(number(attribute, values)).isEqualTo(Integer.toString(10 + first));
		}
		assertThat(number(attribute, List.of("no number", 7))).isEqualTo("no number");
	}

	private static @Nullable String number(OracleAttribute attribute, List<@Nullable Object> values) {
		return of(attribute, values).number(attribute);
	}

	private static OracleSpan of(OracleAttribute attribute, List<@Nullable Object> values) {
		StringBuilder json = new StringBuilder("{\"a\":1");
		for (int i = 0; i < values.size(); i++) {
			json.append(",\"%s\":%s".formatted(attribute.names.get(i),
					JsonMapper.shared().writeValueAsString(values.get(i))));
		}
		return OracleSpan.of(SpanRecord.builder("t", "s", "chat").attributes(json.append('}').toString()).build());
	}

	@ParameterizedTest
	@EnumSource(names = { "MODEL", "PROVIDER" })
	void theFirstNameThatIsNotBlankWins(OracleAttribute attribute) {
		assertThat(of(attribute, List.of("a", "b", "c")).name(attribute)).isEqualTo("a");
		assertThat(of(attribute, List.of(" ", "b", "c")).name(attribute)).isEqualTo("b");
		assertThat(of(attribute, List.of("", "\t\n", 17)).name(attribute)).isEqualTo("17");
		assertThat(of(attribute, List.of("", "\t\n", "\u00A0")).name(attribute)).isEqualTo("\u00A0");
		assertThat(of(attribute, List.of()).name(attribute)).isNull();
	}

	@ParameterizedTest
	@CsvSource(ignoreLeadingAndTrailingWhitespace = false,
			value = { "7,7", " 7,7", "'\t7\n',7", "007,7", "7.,7", "7.000,7", "999999999999,999999999999",
					"1000000000000,0", "7.5,0", "-7,0", "+7,0", "1e3,0", "'',0", "７,0", "7 7,0", "0x7,0" })
	void aCountIsAWholeNumberOfUpToTwelveDigits(String text, long count) {
		assertThat(OracleNumber.count(text)).isEqualTo(count);
	}

	@Test
	void ofCopiesTheFirstCounts() {
		Instant start = Instant.parse("2026-02-10T08:00:00Z");
		Instant early = Instant.parse("2026-02-10T09:00:00Z");
		Instant late = Instant.parse("2026-02-10T10:00:00Z");
		assertThat(output(copy(start.plusSeconds(1), early, "log", 2), copy(start, late, "span", 1))).isOne();
		assertThat(output(copy(start, late, "log", 2), copy(start, early, "span", 1))).isOne();
		assertThat(output(copy(start, early, "span", 2), copy(start, early, "log", 1))).isOne();
		assertThat(output(copy(start, early, "span", 2), copy(start, early, "span", 10))).as("as text").isEqualTo(10);
		assertThat(output(copy(start, early, "span", null), copy(start, early, "span", 7))).as("7 is before null")
			.isEqualTo(7);
	}

	private static SpanRecord copy(Instant start, Instant created, String kind, @Nullable Object output) {
		String tokens = JsonMapper.shared().writeValueAsString(output);
		return SpanRecord.builder("t", "s", "chat")
			.kind(kind)
			.time(start, start.plusSeconds(1))
			.created(created)
			.attributes("{\"gen_ai.request.model\": \"m\", \"gen_ai.usage.output_tokens\": %s}".formatted(tokens))
			.build();
	}

	/** Of one call, in whichever order the copies come. */
	private static long output(SpanRecord... copies) {
		List<OracleSpan> spans = List.of(copies).stream().map(OracleSpan::of).toList();
		List<OracleSpan> reversed = new ArrayList<>(spans);
		Collections.reverse(reversed);
		List<Long> outputs = List.of(spans, reversed)
			.stream()
			.map((order) -> new OracleFacts(order, OracleSettings.DEFAULT).calls())
			.peek((calls) -> assertThat(calls).hasSize(1))
			.map((calls) -> calls.get(0).outputTokens())
			.distinct()
			.toList();
		assertThat(outputs).hasSize(1);
		return outputs.get(0);
	}

	@Test
	void copiesThatDifferInAttributesAloneHaveAnOrder() {
		List<OracleSpan> copies = Stream
			.of("{\"a\": 2}", "{\"a\":1,\"actual_cost\":2}", "{\"a\":10}", "{\"actual_cost\":1}", "{\"b\":\"\uFFFD\"}",
					"{\"b\":\"🚀\"}", "{}")
			.map((attributes) -> OracleSpan.of(SpanRecord.builder("t", "s", "chat").attributes(attributes).build()))
			.toList();
		for (int i = 0; i < copies.size(); i++) {
			for (int j = i; j < copies.size(); j++) {
				assertThat(OracleSpan.once(List.of(copies.get(i), copies.get(j)))).hasSize(1)
					.isEqualTo(OracleSpan.once(List.of(copies.get(j), copies.get(i))));
			}
		}
	}

	@Test
	void copiesOfDifferentUsersAreDifferentSpans() {
		this.spans.call("a", null, 10, 1).call("a", null, 20, 2, "user_id", "somebody else");
		assertThat(this.spans.call().inputTokens()).isEqualTo(10);
	}

	@Test
	void agentsThatHaveNoIdHaveTheNameThatTheirInstrumentationGives() {
		this.spans.call("a", null, 1, 1, "gen_ai.agent.name", "x")
			.call("b", null, 1, 1, "gen_ai.agent.name", "x", "agent_id", "y")
			.call("c", null, 1, 1, "gen_ai.agent.name", "x", "agent_id", " ");
		assertThat(this.spans.calls()).extracting((call) -> call.key("agent_id")).containsExactly("x", "y", "x");
	}

	@Test
	void theUserMayBeInOtherAttributes() {
		OracleNames names = new OracleNames(List.of("enduser.id", "user.id"), List.of("job"), List.of("session.id"),
				List.of("tenant"), List.of("bot"));
		OracleSpan span = OracleSpan.of(SpanRecord.builder("t", "s", "chat")
			.attributes(Map.of("enduser.id", " ", "user.id", 17, "user_id", "u", "job", "j", "session.id", "c",
					"tenant", "p", "bot", "a", "agent_id", "b"))
			.build(), OracleSettings.DEFAULT.withNames(names));
		assertThat(List.of(span.user(), span.runId(), span.conversation(), span.project(), span.agent()))
			.containsExactly("17", "j", "c", "p", "a");
	}

}
