package ai.potpie.analyticsapi.analytics;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.facts.AgentSpanNames;
import ai.potpie.analyticsapi.analytics.facts.AttributeNames;
import ai.potpie.analyticsapi.analytics.facts.RunSource;
import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.summary.Fill;
import ai.potpie.analyticsapi.analytics.summary.UserAnalyticsQuestion;
import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.prices.PriceTable;

/**
 * The questions of requests without filters.
 */
final class BenchmarkQuestions {

	private static final SpanRules RULES = new SpanRules(new AgentSpanNames(List.of("agent run*", "invoke_agent*")),
			new AttributeNames(List.of("user_id"), List.of("run_id"),
					List.of("conversation_id", "gen_ai.conversation.id"), List.of("project_id"),
					List.of("agent_id", "gen_ai.agent.name")),
			RunSource.USAGE_SPANS);

	private static final CallPrices PRICES = CallPrices.of(PriceTable.builtIn());

	private BenchmarkQuestions() {
	}

	/** The rows of an answer from Logfire. */
	static Rows rows(byte[] answer) {
		try (MemoryShare memory = AnswerMemory.ofHeap(25).share()) {
			return Rows.read(new ByteArrayInputStream(answer), memory);
		}
	}

	/** The question about the analytics of the days up to today, in UTC. */
	static UserAnalyticsQuestion analytics(String userId, int days) {
		LocalDate today = LocalDate.now(Window.DEFAULT_ZONE);
		Window window = new Window(today.minusDays(days - 1L), today, Window.DEFAULT_ZONE);
		UserSpans spans = new UserSpans(userId, window, SpanFilters.of(null, null, null));
		return new UserAnalyticsQuestion(spans, RULES, Fill.NONE, RunCosts.recorded(RULES), PRICES);
	}

}
