package ai.potpie.analyticsapi.analytics;

import java.util.Optional;
import java.util.function.Consumer;

import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.cache.AnswerCache;
import ai.potpie.analyticsapi.cache.History;
import ai.potpie.analyticsapi.cache.History.Snapshot;
import ai.potpie.analyticsapi.cache.HistoryException;
import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.export.FileForm;
import ai.potpie.analyticsapi.export.FileOptions;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.export.Tables;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.Urgency;
import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.RowHandler;
import ai.potpie.analyticsapi.logfire.rows.Rows;

/**
 * Answers questions from the cache, the history or Logfire, as JSON or as a file. It
 * knows no question by name. An answer that is too long for the cache is streamed.
 */
public class AnalyticsService {

	private final AnswerCache answers;

	private final ResilientLogfireClient logfire;

	private final History history;

	private final AnswerMemory memory;

	private final QuestionContext context;

	AnalyticsService(AnswerCache answers, ResilientLogfireClient logfire, History history, AnswerMemory memory,
			QuestionContext context) {
		this.answers = answers;
		this.logfire = logfire;
		this.history = history;
		this.memory = memory;
		this.context = context;
	}

	/** The parts of a question that do not come from its request. */
	public QuestionContext context() {
		return this.context;
	}

	/** Answers as JSON. */
	public <T> Answer<T> answer(Question<T> question) {
		return this.answers.answer(question);
	}

	/** Answers in the format of the options. */
	public <Q extends Question<T>, T> Answer<T> answer(Q question, FileOptions options, Tables<Q, T> tables) {
		return (options.format() == Format.JSON) ? answer(question)
				: this.answers.answer(new FileForm<>(question, options, tables));
	}

	/**
	 * Writes an answer that is sent while it is written.
	 * @param format the format of the answer, which takes memory too
	 * @param answer writes the answer, and claims memory for its rows
	 */
	public void stream(Format format, Consumer<MemoryShare> answer) {
		try (MemoryShare file = this.memory.share(); MemoryShare rows = this.memory.streamShare()) {
			file.claim(format.memory());
			answer.accept(rows);
		}
	}

	/** Passes the rows of a query to a handler as they arrive. */
	public void rows(LogfireQuery query, RowHandler handler, MemoryShare memory) {
		this.logfire.stream(query, Urgency.WAITED_FOR, handler, memory);
	}

	/**
	 * The facts of the history that cover a streamed answer, for all of its parts; empty
	 * if Logfire has to answer.
	 */
	public Optional<Snapshot> factsFor(LogfireQuery query) {
		return this.history.covering(query, Urgency.WAITED_FOR, this.logfire.deadline());
	}

	/** Queries the rows for one part of a streamed answer from the history. */
	public Rows rows(Snapshot facts, LogfireQuery query, MemoryShare memory) {
		try {
			return facts.query(query, this.logfire.deadline(), memory);
		}
		catch (HistoryException ex) {
			throw new LogfireException(Reason.NO_HISTORY, "The history's database does not answer", null, ex);
		}
	}

	/** Queries the rows for one part of a streamed answer from Logfire. */
	public Rows rows(LogfireQuery query, MemoryShare memory) {
		return this.logfire.query(query, Urgency.WAITED_FOR, this.logfire.deadline(), memory);
	}

}
