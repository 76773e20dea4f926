package ai.potpie.analyticsapi.analytics;

import java.time.Clock;

import ai.potpie.analyticsapi.logfire.LogfireQueryClient;

/**
 * Answers questions: makes one of the parameters, asks Logfire, and has the question fold
 * the rows.
 */
class AnalyticsService {

	private final LogfireQueryClient logfire;

	private final AgentSpanNames agents;

	private final Clock clock;

	AnalyticsService(LogfireQueryClient logfire, AgentSpanNames agents, Clock clock) {
		this.logfire = logfire;
		this.agents = agents;
		this.clock = clock;
	}

	UserAnalytics userAnalytics(String userId, AnalyticsParameters parameters) {
		UserAnalyticsQuestion question = parameters.questionOf(userId, this.agents, this.clock);
		return question.answer(this.logfire.query(question.query()));
	}

	void rawSpans(String userId, RawParameters parameters, SpanSink sink) {
		RawSpansQuestion question = parameters.questionOf(userId, this.clock);
		RawSpans page = question.answerTo(sink);
		this.logfire.stream(question.query(), page);
		page.end();
	}

}
