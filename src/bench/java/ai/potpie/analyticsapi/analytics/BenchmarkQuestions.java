package ai.potpie.analyticsapi.analytics;

import java.time.LocalDate;
import java.util.List;

/**
 * Questions as requests without filters make them.
 */
final class BenchmarkQuestions {

	private static final AgentSpanNames AGENTS = new AgentSpanNames(List.of("agent run*", "invoke_agent*"));

	private BenchmarkQuestions() {
	}

	/** The analytics of the days up to today, in UTC. */
	static UserAnalyticsQuestion analytics(String userId, int days) {
		LocalDate today = LocalDate.now(Window.DEFAULT_ZONE);
		Window window = new Window(today.minusDays(days - 1L), today, Window.DEFAULT_ZONE);
		UserSpans spans = new UserSpans(userId, window, SpanFilters.of(null, null, null));
		return new UserAnalyticsQuestion(spans, AGENTS, Fill.NONE, RunCosts.RECORDED);
	}

}
