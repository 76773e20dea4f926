package ai.potpie.analyticsapi.history.rollup;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.history.store.Rollups;
import ai.potpie.analyticsapi.history.store.Rollups.Rollup;
import ai.potpie.analyticsapi.history.store.TimeRange;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks for the rows of a {@link RollupQuestion}: reads those that are kept, computes the
 * others, and keeps what no longer changes. Filtered rows are not kept.
 */
class RollupRows {

	private static final int MAX_TRIES = 5;

	/** A statement takes a tenth of a second, however few the facts are. */
	private static final int MANY_FACTS = 100_000;

	private static final int DAYS_AT_ONCE = 28;

	private static final Duration SOON = Duration.ofSeconds(1);

	private final RollupQuestion question;

	private final Function<LogfireQuery, Rows> history;

	private final boolean mayKeep;

	/** What kept rows are found by. */
	private final String digest;

	RollupRows(RollupQuestion question, Function<LogfireQuery, Rows> history) {
		this.question = question;
		this.history = history;
		this.mayKeep = question.spans().filters().isEmpty();
		this.digest = this.mayKeep ? question.digest() : "";
	}

	/**
	 * Asks again if the history changes meanwhile.
	 * @throws LogfireException if it changes all the time
	 */
	Rows ask() {
		Rows covered = covered();
		for (int i = 0; i < MAX_TRIES; i++) {
			List<Row> rows = new ArrayList<>(covered.rows());
			rows.addAll(numbers(StoredTimes.of(covered)));
			Rows after = covered();
			if (after.equals(covered)) {
				return new Rows(rows, covered.source());
			}
			covered = after;
		}
		throw new LogfireException(Reason.BUSY, "The history changes all the time", SOON, null);
	}

	private Rows covered() {
		return this.history.apply(query(Rollups.coverage()));
	}

	private List<Row> numbers(StoredTimes stored) {
		Map<TimeRange, ObjectNode> kept = this.mayKeep ? kept() : Map.of();
		List<Row> rows = new ArrayList<>();
		List<Window> toCompute = new ArrayList<>();
		for (Window bucket : this.question.parts()) {
			ObjectNode row = kept.get(range(bucket));
			if (row == null || !stored.isFinal(range(bucket))) {
				toCompute.add(bucket);
			}
			else if (!row.isEmpty()) {
				rows.add(new Row(row.put("part", "bucket").put("bucket", firstDay(bucket).toString())));
			}
		}
		parts(toCompute).forEach((buckets) -> rows.addAll(buckets(buckets, stored)));
		Window window = this.question.window();
		ObjectNode totals = kept.get(range(window));
		if (totals == null || !stored.isFinal(range(window))) {
			rows.addAll(totals(window, stored));
		}
		else if (!totals.isEmpty()) {
			rows.add(new Row(totals.put("part", "total")));
		}
		return rows;
	}

	// Of very many facts, what is computed in time is kept: who asks again after a
	// timeout waits less
	private List<List<Window>> parts(List<Window> buckets) {
		if (buckets.isEmpty() || !this.mayKeep || count() < MANY_FACTS) {
			return buckets.isEmpty() ? List.of() : List.of(buckets);
		}
		List<List<Window>> parts = new ArrayList<>();
		int days = Integer.MAX_VALUE;
		for (Window bucket : buckets) {
			if (days >= DAYS_AT_ONCE) {
				parts.add(new ArrayList<>());
				days = 0;
			}
			parts.get(parts.size() - 1).add(bucket);
			days += bucket.days();
		}
		return parts;
	}

	private long count() {
		Window window = this.question.window();
		return this.history.apply(query(Rollups.count(this.question.spans().userId(), window.start(), window.end())))
			.first()
			.number("facts");
	}

	private List<Row> buckets(List<Window> buckets, StoredTimes stored) {
		List<Row> rows = computed((question) -> question.buckets(together(buckets)));
		Map<LocalDate, Row> byDay = new HashMap<>();
		rows.forEach((row) -> byDay.put(row.requiredDate("bucket"), row));
		buckets.forEach((bucket) -> keep(bucket, byDay.get(firstDay(bucket)), stored));
		return rows;
	}

	/** The same days in as few windows as possible. */
	private static List<Window> together(List<Window> buckets) {
		List<Window> windows = new ArrayList<>();
		for (Window bucket : buckets) {
			int last = windows.size() - 1;
			if (last >= 0 && windows.get(last).last().plusDays(1).equals(bucket.first())) {
				windows.set(last, new Window(windows.get(last).first(), bucket.last(), bucket.zone()));
			}
			else {
				windows.add(bucket);
			}
		}
		return windows;
	}

	/** The day that the rows of a bucket have, even if it begins later. */
	private LocalDate firstDay(Window bucket) {
		return this.question.unit().firstDay(bucket.first());
	}

	private List<Row> totals(Window window, StoredTimes stored) {
		List<Row> rows = computed(RollupQuestion::totals);
		keep(window, rows.isEmpty() ? null : rows.get(0), stored);
		return rows;
	}

	private List<Row> computed(Function<RollupQuestion, LogfireQuery> statement) {
		return this.question.prices()
			.ask((brought) -> this.history.apply(statement.apply(this.question.with(brought))))
			.rows();
	}

	private void keep(Window days, @Nullable Row row, StoredTimes stored) {
		if (this.mayKeep && stored.isFinal(range(days))) {
			this.question.rollups()
				.keep(new Rollup(this.question.spans().userId(), this.digest, days.start(), days.end(),
						(row != null) ? row.columns().toString() : "{}", stored.pastVersion()));
		}
	}

	private Map<TimeRange, ObjectNode> kept() {
		Window window = this.question.window();
		Map<TimeRange, ObjectNode> kept = new HashMap<>();
		this.history
			.apply(query(Rollups.kept(this.question.spans().userId(), this.digest, window.start(), window.end())))
			.rows()
			.forEach((row) -> kept.put(new TimeRange(row.moment("range_start"), row.moment("range_end")),
					(ObjectNode) JsonMapper.shared().readTree(row.required("numbers"))));
		return kept;
	}

	private LogfireQuery query(Sql sql) {
		return new LogfireQuery(sql, this.question.window().start(), this.question.window().end(),
				LogfireQuery.MAX_LIMIT);
	}

	private static TimeRange range(Window days) {
		return new TimeRange(days.start(), days.end());
	}

}
