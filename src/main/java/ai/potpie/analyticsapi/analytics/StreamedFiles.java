package ai.potpie.analyticsapi.analytics;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import ai.potpie.analyticsapi.cache.Page;
import ai.potpie.analyticsapi.export.FileOptions;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.export.Table;
import ai.potpie.analyticsapi.logfire.AnswerMemory;
import ai.potpie.analyticsapi.logfire.Deadline;
import ai.potpie.analyticsapi.logfire.LogfirePages;
import ai.potpie.analyticsapi.logfire.LogfireQuery;
import ai.potpie.analyticsapi.logfire.MemoryShare;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.Rows;
import ai.potpie.analyticsapi.logfire.TraceLinks;
import ai.potpie.analyticsapi.logfire.Urgency;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Answers with files that are too long to be stored: asks Logfire for a part after the
 * other, and sends each before it asks for the next.
 */
class StreamedFiles {

	private final ResilientLogfireClient logfire;

	private final SpanRules rules;

	private final CallPrices prices;

	private final LogfirePages pages;

	private final AnswerMemory memory;

	private final Clock clock;

	StreamedFiles(ResilientLogfireClient logfire, SpanRules rules, CallPrices prices, LogfirePages pages,
			AnswerMemory memory, Clock clock) {
		this.logfire = logfire;
		this.rules = rules;
		this.prices = prices;
		this.pages = pages;
		this.memory = memory;
		this.clock = clock;
	}

	void spans(String userId, RawParameters parameters, Format format, HttpServletResponse response) {
		try (MemoryShare share = this.memory.share(); MemoryShare page = this.memory.streamShare()) {
			share.claim(format.memory());
			write(userId, parameters, format, response, page);
		}
	}

	private void write(String userId, RawParameters parameters, Format format, HttpServletResponse response,
			MemoryShare memory) {
		RawSpansQuestion question = parameters.questionOf(userId, this.rules.names(), format, this.clock);
		SpanFile file = new SpanFile(question,
				new PagedFile<>(SpanTable.SPANS, question.spans().fileName("spans"), parameters.options(format),
						parameters.facts(question, this.clock.instant()), question.limit(), response),
				isMore(question, memory));
		for (Optional<RawSpansQuestion> next = file.nextPage(); next.isPresent(); next = file.nextPage()) {
			RawSpans page = next.get().answerTo(file);
			this.logfire.stream(next.get().query(), page, memory);
			page.end();
		}
		file.finish();
	}

	private Optional<Boolean> isMore(RawSpansQuestion file, MemoryShare memory) {
		SpanCount count = new SpanCount(file);
		return file.isLong() ? Optional.of(count.isMore(ask(count.query(), memory))) : Optional.empty();
	}

	void runs(String userId, RunParameters parameters, Format format, HttpServletResponse response) {
		TraceLinks links = this.pages.traces();
		list(ListPage.of(parameters, format), parameters.options(format), ListTables.RUNS, RunList::runs,
				(page) -> parameters.questionOf(userId, this.rules, page, this.prices, links, this.clock), response);
	}

	void conversations(String userId, ConversationParameters parameters, Format format, HttpServletResponse response) {
		TraceLinks links = this.pages.traces();
		list(ListPage.of(parameters, format), parameters.options(format), ListTables.CONVERSATIONS,
				ConversationList::conversations,
				(page) -> parameters.questionOf(userId, this.rules, page, this.prices, links, this.clock), response);
	}

	private <T extends Page, R> void list(ListPage list, FileOptions options, Table<R> table, Function<T, List<R>> rows,
			Function<ListPage, ListQuestion<T>> questions, HttpServletResponse response) {
		ListQuestion<T> whole = questions.apply(list);
		ListFile<T, R> file = new ListFile<>(list, new PagedFile<>(table, whole.spans().fileName(table.name()), options,
				ListTables.facts(table, whole, this.clock.instant()), list.limit(), response), rows);
		try (MemoryShare share = this.memory.share(); MemoryShare page = this.memory.streamShare()) {
			share.claim(options.format().memory());
			Optional<Boolean> more = file.isLong() ? Optional.of(list.isMore(ask(whole.count(), page)))
					: Optional.empty();
			file.write(more, (part) -> answer(questions.apply(part), page));
		}
	}

	/** Until the next answer it is written, and is claimed for as long. */
	private <T> T answer(ListQuestion<? extends T> question, MemoryShare memory) {
		memory.clear();
		return question.answer(question.ask((query) -> ask(query, memory)), this.clock.instant());
	}

	private Rows ask(LogfireQuery query, MemoryShare memory) {
		return this.logfire.query(query, Urgency.WAITED_FOR, Deadline.in(this.logfire.timeout()), memory);
	}

}
