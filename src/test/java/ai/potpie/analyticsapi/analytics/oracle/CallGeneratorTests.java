package ai.potpie.analyticsapi.analytics.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.prices.PriceTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A rule that the generated spans never touch could be wrong unseen.
 */
class CallGeneratorTests {

	private static final OracleSettings SETTINGS = OracleSettings.DEFAULT.withPrices(PriceTable.builtIn());

	private static final int CASES = 200;

	private static final Map<OracleRunsMode, List<OracleFacts>> FACTS = new ConcurrentHashMap<>();

	@Test
	void callsAreOfAllKinds() {
		assertThat(calls((call) -> true)).isGreaterThan(1000);
		assertThat(calls(OracleCall::isRecorded)).isGreaterThan(200);
		assertThat(calls((call) -> call.isEstimated() && !call.isError())).isGreaterThan(100);
		assertThat(calls((call) -> call.isEstimated() && call.isError() && !OracleCall.hasUsage(call.span())))
			.isGreaterThan(25);
		assertThat(calls((call) -> !OracleCall.hasUsage(call.span()))).isGreaterThan(100);
		assertThat(calls((call) -> call.nanos() == null && call.cachedTokens() > call.inputTokens())).isGreaterThan(50);
		assertThat(calls((call) -> call.micros() == null)).isGreaterThan(50);
		assertThat(calls((call) -> call.modelsAbove() > 2)).isGreaterThan(50);
		assertThat(calls((call) -> call.isRecorded() && call.span().number(OracleAttribute.COST) == null))
			.isGreaterThan(50);
		assertThat(calls((call) -> call.model() == null)).isGreaterThan(25);
	}

	private static long calls(Predicate<OracleCall> wanted) {
		return facts(OracleRunsMode.USAGE_SPANS).stream()
			.flatMap((facts) -> facts.calls().stream())
			.filter(wanted)
			.count();
	}

	@Test
	void candidatesAreLeftOutForAllReasons() {
		int[] left = new int[4];
		for (OracleFacts facts : facts(OracleRunsMode.USAGE_SPANS)) {
			OracleTree tree = new OracleTree(facts.spans());
			Set<List<String>> calls = new HashSet<>();
			facts.calls().forEach((call) -> calls.add(call.span().id()));
			Set<List<String>> above = new HashSet<>();
			facts.spans()
				.stream()
				.filter(OracleCall::isCandidate)
				.forEach((span) -> tree.above(span).forEach((other) -> above.add(other.id())));
			for (OracleSpan span : facts.spans()) {
				if (OracleCall.isCandidate(span) && !calls.contains(span.id())) {
					boolean usage = OracleCall.hasUsage(span);
					boolean below = above.contains(span.id());
					left[usage ? (below ? 0 : 1) : (below ? 2 : 3)]++;
				}
			}
		}
		assertThat(left[0]).as("usage below").isGreaterThan(300);
		assertThat(left[1]).as("the same response").isGreaterThan(100);
		assertThat(left[2]).as("without usage, above another").isGreaterThan(100);
		assertThat(left[3]).as("without usage, below usage, or of the same response").isGreaterThan(100);
	}

	@Test
	void spansAreUpToNineDeepWithOthersBetween() {
		Map<Integer, Integer> depths = new HashMap<>();
		Map<Long, Integer> between = new HashMap<>();
		for (OracleFacts facts : facts(OracleRunsMode.USAGE_SPANS)) {
			OracleTree tree = new OracleTree(facts.spans());
			for (OracleSpan span : facts.spans()) {
				List<OracleSpan> above = tree.above(span);
				depths.merge(1 + above.size(), 1, Integer::sum);
				if (OracleCall.isCandidate(span) && above.stream().anyMatch(OracleCall::isCandidate)) {
					between.merge(above.stream().takeWhile((other) -> !OracleCall.isCandidate(other)).count(), 1,
							Integer::sum);
				}
			}
		}
		assertThat(depths.keySet()).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThat(depths.get(9)).isGreaterThan(20);
		assertThat(between.keySet()).contains(0L, 1L, 2L, 3L, 4L, 5L);
	}

	@Test
	void someSpansAnnounceStreams() {
		assertThat(facts(OracleRunsMode.USAGE_SPANS).stream()
			.flatMap((facts) -> facts.spans().stream())
			.filter((span) -> OracleCall.namesModel(span) && !OracleCall.isCandidate(span))).hasSizeGreaterThan(50);
	}

	@Test
	void agentsMakeRunsOfAllKinds() {
		List<OracleRun> runs = runs(OracleRunsMode.AGENT_SPANS);
		assertThat(runs).filteredOn((run) -> run.tries.size() > 1).hasSizeGreaterThan(50);
		assertThat(runs).filteredOn((run) -> run.runId() == null).hasSizeGreaterThan(50);
		assertThat(runs).filteredOn((run) -> run.last().runId() == null && run.runId() != null).hasSizeGreaterThan(50);
		assertThat(runs).filteredOn((run) -> run.last().nonBlank("outcome") == null && run.outcome().equals("error"))
			.hasSizeGreaterThan(20);
		assertThat(runs).extracting(OracleRun::coverage).contains("recorded", "estimated", "unpriced");
		assertThat(runs).filteredOn((run) -> run.spans.stream().filter(OracleSpan::isAgent).count() > run.tries.size())
			.hasSizeGreaterThan(50);
	}

	@Test
	void autoHasRunsOfBothKinds() {
		List<OracleRun> runs = runs(OracleRunsMode.AUTO);
		assertThat(runs).filteredOn(OracleRun::isOfUsageSpans).hasSizeGreaterThan(300);
		assertThat(runs).filteredOn((run) -> !run.isOfUsageSpans()).hasSizeGreaterThan(100);
		assertThat(runs.size()).isNotEqualTo(runs(OracleRunsMode.AGENT_SPANS).size());
		assertThat(runs).filteredOn((run) -> !run.isOfUsageSpans())
			.extracting(OracleRun::coverage)
			.contains("recorded", "estimated", "unpriced");
	}

	@Test
	void autoHasSpansThatBelongToTheUsageSpanOfTheirRunBelowAnotherRun() {
		long spans = facts(OracleRunsMode.AUTO).stream().mapToLong((facts) -> {
			OracleTree tree = new OracleTree(facts.spans());
			Set<List<String>> agents = new HashSet<>();
			facts.runs()
				.stream()
				.filter((run) -> !run.isOfUsageSpans())
				.forEach((run) -> run.tries.forEach((agent) -> agents.add(agent.id())));
			return facts.runs()
				.stream()
				.filter(OracleRun::isOfUsageSpans)
				.flatMap((run) -> run.spans.stream())
				.filter((span) -> tree.above(span).stream().anyMatch((above) -> agents.contains(above.id())))
				.count();
		}).sum();
		assertThat(spans).isGreaterThan(25);
	}

	@Test
	void runsOfAgentsHaveSpansWithConversationsOfTheirOwn() {
		assertThat(runs(OracleRunsMode.AGENT_SPANS)).filteredOn((run) -> {
			String conversation = run.last().conversation();
			return conversation != null && run.spans.stream()
				.anyMatch((span) -> span.conversation() != null && !conversation.equals(span.conversation()));
		}).hasSizeGreaterThan(50);
	}

	@Test
	void someCopiesContradict() {
		long different = LongStream.range(0, CASES).mapToObj(CallGeneratorTests::listed).filter((asked) -> {
			Map<List<String>, Set<SpanRecord>> copies = new HashMap<>();
			asked.asked()
				.asked(asked.spans())
				.forEach((span) -> copies.computeIfAbsent(span.id(), (id) -> new HashSet<>()).add(span.row()));
			return copies.values().stream().anyMatch((rows) -> rows.size() > 1);
		}).count();
		assertThat(different).isGreaterThan(100);
	}

	@ParameterizedTest
	@EnumSource
	void theOrderOfSpansDoesNotMatter(OracleRunsMode mode) {
		for (long seed = 0; seed < CASES / 4; seed++) {
			ListCase asked = listed(seed, mode);
			List<SpanRecord> shuffled = new ArrayList<>(asked.spans());
			Collections.shuffle(shuffled, new Random(seed));
			OracleFacts facts = asked.asked().facts(shuffled);
			assertThat(new ListOracle(asked, facts).runs()).isEqualTo(ListOracle.of(asked).runs());
			assertThat(new ListOracle(asked, facts).conversations()).isEqualTo(ListOracle.of(asked).conversations());
		}
	}

	/** No call is in two runs, nor is any other span. */
	@ParameterizedTest
	@EnumSource
	void nothingBelongsToTwoRuns(OracleRunsMode mode) {
		for (OracleFacts facts : facts(mode)) {
			List<List<String>> spans = ids(facts, (run) -> run.spans);
			List<List<String>> calls = ids(facts, (run) -> run.calls.stream().map(OracleCall::span).toList());
			assertThat(calls).doesNotHaveDuplicates();
			assertThat(facts.calls()).extracting((call) -> call.span().id()).containsAll(calls);
			assertThat(spans).doesNotHaveDuplicates().containsAll(calls).containsAll(ids(facts, (run) -> run.tries));
		}
	}

	private static List<List<String>> ids(OracleFacts facts, Function<OracleRun, List<OracleSpan>> spans) {
		return facts.runs().stream().map(spans).flatMap(List::stream).map(OracleSpan::id).toList();
	}

	private static List<OracleRun> runs(OracleRunsMode mode) {
		return facts(mode).stream().flatMap((facts) -> facts.runs().stream()).toList();
	}

	private static List<OracleFacts> facts(OracleRunsMode mode) {
		return FACTS.computeIfAbsent(mode,
				(key) -> LongStream.range(0, CASES)
					.mapToObj((seed) -> listed(seed, mode))
					.map((asked) -> asked.asked().facts(asked.spans()))
					.toList());
	}

	private static ListCase listed(long seed) {
		return listed(seed, OracleRunsMode.USAGE_SPANS);
	}

	private static ListCase listed(long seed, OracleRunsMode mode) {
		return ListCase.of(seed, OracleSettings.CLOCK, SETTINGS.withRuns(mode));
	}

}
