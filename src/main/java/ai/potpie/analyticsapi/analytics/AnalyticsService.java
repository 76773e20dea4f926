package ai.potpie.analyticsapi.analytics;

import java.time.Clock;

import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.cache.AnswerCache;
import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.export.FileForm;
import ai.potpie.analyticsapi.export.FileOptions;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.export.Tables;
import ai.potpie.analyticsapi.logfire.AnswerMemory;
import ai.potpie.analyticsapi.logfire.LogfirePages;
import ai.potpie.analyticsapi.logfire.MemoryShare;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.TraceLinks;

/**
 * Answers questions: makes one of the parameters, and has it answered from what is stored
 * or from Logfire. Spans are not stored: they are streamed.
 */
class AnalyticsService {

	private final AnswerCache answers;

	private final ResilientLogfireClient logfire;

	private final SpanRules rules;

	private final CallPrices prices;

	private final LogfirePages pages;

	private final AnswerMemory memory;

	private final RetentionProperties retention;

	private final Clock clock;

	AnalyticsService(AnswerCache answers, ResilientLogfireClient logfire, SpanRules rules, CallPrices prices,
			LogfirePages pages, AnswerMemory memory, RetentionProperties retention, Clock clock) {
		this.answers = answers;
		this.logfire = logfire;
		this.rules = rules;
		this.prices = prices;
		this.pages = pages;
		this.memory = memory;
		this.retention = retention;
		this.clock = clock;
	}

	Answer<UserAnalytics> userAnalytics(String userId, AnalyticsParameters parameters, Format format) {
		return answer(parameters.questionOf(userId, this.rules, this.prices, this.clock), parameters.options(format),
				new UserAnalyticsTables());
	}

	Answer<Usage> usage(String userId, UsageParameters parameters, Format format) {
		return answer(parameters.questionOf(userId, this.rules, this.prices, this.clock), parameters.options(format),
				parameters.tables());
	}

	Answer<Comparison> comparison(String userId, ComparisonParameters parameters, Format format) {
		return answer(parameters.questionOf(userId, this.rules, this.prices, this.retention, this.clock),
				parameters.options(format), new ComparisonTables());
	}

	Answer<Users> users(UsersParameters parameters, Format format) {
		return answer(parameters.questionOf(this.rules, this.prices, this.clock), parameters.options(format),
				new UsersTables());
	}

	Answer<RunList> runs(String userId, RunParameters parameters, Format format) {
		ListPage page = ListPage.of(parameters, format);
		TraceLinks links = this.pages.traces();
		return this.answers.answer(parameters.questionOf(userId, this.rules, page, this.prices, links, this.clock));
	}

	Answer<ConversationList> conversations(String userId, ConversationParameters parameters, Format format) {
		ListPage page = ListPage.of(parameters, format);
		TraceLinks links = this.pages.traces();
		return this.answers.answer(parameters.questionOf(userId, this.rules, page, this.prices, links, this.clock));
	}

	void rawSpans(String userId, RawParameters parameters, Format format, SpanSink sink) {
		RawSpansQuestion question = parameters.questionOf(userId, this.rules.names(), format, this.clock);
		RawSpans page = question.answerTo(sink);
		try (MemoryShare memory = this.memory.streamShare()) {
			this.logfire.stream(question.query(), page, memory);
		}
		page.end();
	}

	private <Q extends Question<T>, T> Answer<T> answer(Q question, FileOptions options, Tables<Q, T> tables) {
		return (options.format() == Format.JSON) ? this.answers.answer(question)
				: this.answers.answer(new FileForm<>(question, options, tables));
	}

}
