package ai.potpie.analyticsapi.analytics.runs;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import ai.potpie.analyticsapi.analytics.AnalyticsService;
import ai.potpie.analyticsapi.cache.History.Snapshot;
import ai.potpie.analyticsapi.cache.Page;
import ai.potpie.analyticsapi.export.FileOptions;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.export.PagedFile;
import ai.potpie.analyticsapi.export.Table;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Streams lists as files: queries page by page, and sends each page before it queries the
 * next.
 */
class ListFiles {

	private final AnalyticsService analytics;

	ListFiles(AnalyticsService analytics) {
		this.analytics = analytics;
	}

	void runs(String userId, RunParameters parameters, Format format, HttpServletResponse response) {
		write(ListPage.of(parameters, format), parameters.options(format), ListTables.RUNS, RunList::runs,
				(page) -> parameters.questionOf(userId, page, this.analytics.context()), response);
	}

	void conversations(String userId, ConversationParameters parameters, Format format, HttpServletResponse response) {
		write(ListPage.of(parameters, format), parameters.options(format), ListTables.CONVERSATIONS,
				ConversationList::conversations,
				(page) -> parameters.questionOf(userId, page, this.analytics.context()), response);
	}

	private <T extends Page, R> void write(ListPage list, FileOptions options, Table<R> table,
			Function<T, List<R>> rows, Function<ListPage, ListQuestion<T>> questions, HttpServletResponse response) {
		Optional<Snapshot> facts = this.analytics.factsFor(questions.apply(list).query());
		Function<ListPage, ListQuestion<T>> asked = facts.isPresent() ? questions.andThen(ListQuestion::ofHistory)
				: questions;
		ListQuestion<T> whole = asked.apply(list);
		ListFile<T, R> file = new ListFile<>(list, new PagedFile<>(table, whole.spans().fileName(table.name()), options,
				ListTables.facts(table, whole, this.analytics.context().clock().instant()), list.limit(), response),
				rows);
		this.analytics.stream(options.format(), (memory) -> {
			Optional<Boolean> more = file.isLong() ? Optional.of(list.isMore(rows(facts, whole.count(), memory)))
					: Optional.empty();
			file.write(more, (part) -> answer(facts, asked.apply(part), memory));
		});
	}

	/** Frees the memory of the page before, which has been written by now. */
	private <T> T answer(Optional<Snapshot> facts, ListQuestion<? extends T> question, MemoryShare memory) {
		memory.clear();
		return question.answer(question.ask((query) -> rows(facts, query, memory)),
				this.analytics.context().clock().instant());
	}

	private Rows rows(Optional<Snapshot> facts, LogfireQuery query, MemoryShare memory) {
		return facts.map((covering) -> this.analytics.rows(covering, query, memory))
			.orElseGet(() -> this.analytics.rows(query, memory));
	}

}
