package ai.potpie.analyticsapi.analytics;

import java.time.Clock;
import java.util.function.Function;

import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.cache.AnswerCache;
import ai.potpie.analyticsapi.cache.AskAgainException;
import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.logfire.LogfirePages;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.TraceLinks;

/**
 * Answers questions: makes one of the parameters, and has it answered from what is stored
 * or from Logfire. Spans are not stored: they are streamed.
 */
class AnalyticsService {

	private final AnswerCache answers;

	private final ResilientLogfireClient logfire;

	private final AgentSpanNames agents;

	private final ModelCatalog models;

	private final LogfirePages pages;

	private final RetentionProperties retention;

	private final Clock clock;

	AnalyticsService(AnswerCache answers, ResilientLogfireClient logfire, AgentSpanNames agents, ModelCatalog models,
			LogfirePages pages, RetentionProperties retention, Clock clock) {
		this.answers = answers;
		this.logfire = logfire;
		this.agents = agents;
		this.models = models;
		this.pages = pages;
		this.retention = retention;
		this.clock = clock;
	}

	Answer<UserAnalytics> userAnalytics(String userId, AnalyticsParameters parameters) {
		return priced((prices) -> parameters.questionOf(userId, this.agents, prices, this.clock));
	}

	Answer<Usage> usage(String userId, UsageParameters parameters) {
		return priced((prices) -> parameters.questionOf(userId, this.agents, prices, this.clock));
	}

	Answer<Comparison> comparison(String userId, ComparisonParameters parameters) {
		return priced((prices) -> parameters.questionOf(userId, this.agents, prices, this.retention, this.clock));
	}

	Answer<RunList> runs(String userId, RunParameters parameters) {
		TraceLinks links = this.pages.traces();
		return priced((prices) -> parameters.questionOf(userId, this.agents, prices, links, this.clock));
	}

	Answer<ConversationList> conversations(String userId, ConversationParameters parameters) {
		TraceLinks links = this.pages.traces();
		return priced((prices) -> parameters.questionOf(userId, this.agents, prices, links, this.clock));
	}

	Answer<Users> users(UsersParameters parameters) {
		return priced((prices) -> parameters.questionOf(this.agents, prices, this.clock));
	}

	void rawSpans(String userId, RawParameters parameters, SpanSink sink) {
		RawSpansQuestion question = parameters.questionOf(userId, this.clock);
		RawSpans page = question.answerTo(sink);
		this.logfire.stream(question.query(), page);
		page.end();
	}

	private <T> Answer<T> priced(Function<CallPrices, Question<T>> question) {
		while (true) {
			try {
				return this.answers.answer(question.apply(this.models.prices()));
			}
			catch (AskAgainException ex) {
				// With the prices of the models that it has met now
			}
		}
	}

}
