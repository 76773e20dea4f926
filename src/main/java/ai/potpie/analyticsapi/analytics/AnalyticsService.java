package ai.potpie.analyticsapi.analytics;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.cache.AnswerCache;
import ai.potpie.analyticsapi.cache.AskAgainException;
import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.export.FileForm;
import ai.potpie.analyticsapi.export.FileOptions;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.export.Tables;
import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.LogfirePages;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.TraceLinks;
import ai.potpie.analyticsapi.logfire.Urgency;
import jakarta.servlet.http.HttpServletResponse;

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

	Answer<UserAnalytics> userAnalytics(String userId, AnalyticsParameters parameters, Format format) {
		return priced((prices) -> answer(parameters.questionOf(userId, this.agents, prices, this.clock),
				parameters.options(format), new UserAnalyticsTables()));
	}

	Answer<Usage> usage(String userId, UsageParameters parameters, Format format) {
		return priced((prices) -> answer(parameters.questionOf(userId, this.agents, prices, this.clock),
				parameters.options(format), parameters.tables()));
	}

	Answer<Comparison> comparison(String userId, ComparisonParameters parameters) {
		return pricedJson((prices) -> parameters.questionOf(userId, this.agents, prices, this.retention, this.clock));
	}

	Answer<RunList> runs(String userId, RunParameters parameters) {
		TraceLinks links = this.pages.traces();
		return pricedJson((prices) -> parameters.questionOf(userId, this.agents, prices, links, this.clock));
	}

	Answer<ConversationList> conversations(String userId, ConversationParameters parameters) {
		TraceLinks links = this.pages.traces();
		return pricedJson((prices) -> parameters.questionOf(userId, this.agents, prices, links, this.clock));
	}

	Answer<Users> users(UsersParameters parameters) {
		return pricedJson((prices) -> parameters.questionOf(this.agents, prices, this.clock));
	}

	void rawSpans(String userId, RawParameters parameters, Format format, SpanSink sink) {
		RawSpansQuestion question = parameters.questionOf(userId, format, this.clock);
		RawSpans page = question.answerTo(sink);
		this.logfire.stream(question.query(), page);
		page.end();
	}

	void spanFile(String userId, RawParameters parameters, Format format, HttpServletResponse response) {
		RawSpansQuestion question = parameters.questionOf(userId, format, this.clock);
		SpanFile file = new SpanFile(question, parameters.options(format),
				parameters.facts(question, this.clock.instant()), question.isLong() ? isMore(question) : null,
				response);
		for (Optional<RawSpansQuestion> next = file.nextPage(); next.isPresent(); next = file.nextPage()) {
			RawSpans page = next.get().answerTo(file);
			this.logfire.stream(next.get().query(), page);
			page.end();
		}
		file.finish();
	}

	private <T> Answer<T> pricedJson(Function<CallPrices, Question<T>> question) {
		return priced((prices) -> this.answers.answer(question.apply(prices)));
	}

	private <T> Answer<T> priced(Function<CallPrices, Answer<T>> answer) {
		while (true) {
			try {
				return answer.apply(this.models.prices());
			}
			catch (AskAgainException ex) {
				// With the prices of the models that it has met now
			}
		}
	}

	private <Q extends Question<T>, T> Answer<T> answer(Q question, FileOptions options, Tables<Q, T> tables) {
		return (options.format() == Format.JSON) ? this.answers.answer(question)
				: this.answers.answer(new FileForm<>(question, options, tables));
	}

	private boolean isMore(RawSpansQuestion file) {
		SpanCount count = new SpanCount(file);
		return count.isMore(this.logfire.query(count.query(), Urgency.WAITED_FOR, Deadline.in(this.logfire.timeout())));
	}

}
