package ai.potpie.analyticsapi.analytics.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Finds the ancestors of a span in one scan. Each span gets its whole trace as one text
 * with an entry for each span, which names that span's kind and parent; the SQL follows
 * the entries up to {@link #LEVELS} times. A join or a recursion would scan again for
 * each level, and a sort for each level costs more than all of this.
 */
final class SpanTree {

	/** The number of levels that the search climbs; it ignores ancestors above them. */
	static final int LEVELS = 8;

	// An entry: ' id>', the kind of span (m if it names a model, a for an agent), and the
	// parent's id
	private static final Sql ENTRIES = Sql
		.of("""
				string_agg(concat(' ', span_id, '>', CASE WHEN names_model THEN 'm' WHEN is_agent THEN 'a' ELSE '-' END, parent_span_id), '') OVER trace""");

	// The first copy of a span counts, in an order in which copies that differ are never
	// equal
	private static final Sql COPIES = Sql.of("""
			copies AS (
				SELECT
					*,
					LAG(span_id) OVER trace AS span_before,
					MAX(CASE WHEN is_usage THEN 1 ELSE 0 END) OVER trace AS has_usage_span,
					:entries AS entries
				FROM facts
				WINDOW trace AS (
					PARTITION BY scope, trace_id
					ORDER BY span_id, start_timestamp, created_at, kind, digest NULLS LAST
					ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
				)
			),
			spans AS (
				SELECT *
				FROM copies
				WHERE (span_before IS NULL OR span_before <> span_id)
					AND :is_kept
			)""");

	// Each name occurs once: an engine that sees one twice adds a step for it
	private static final Sql LEVEL = Sql.of("""
			:level AS (
				SELECT
					*,
					left(split_part(entries, ' ' || nullif(:parent, '') || '>', 2), 66) AS :entry
				FROM :level_below
			)""");

	private static final Sql CLIMBED = Sql.of("""
			climbed AS (
				SELECT
					*,
					nullif(concat(' ', :models_above), ' ') AS models_above,
					coalesce(:agents_above) AS top_agent
				FROM :highest
			)""");

	private static final Sql NOT_CLIMBED = Sql.of("""
			climbed AS (
				SELECT
					*,
					CAST(NULL AS VARCHAR) AS top_agent
				FROM spans
			)""");

	private SpanTree() {
	}

	/**
	 * The steps of a {@code WITH} after {@code facts} that keep one copy of each span;
	 * the last is {@code climbed}.
	 */
	static Sql noSteps() {
		return Sql.list(List.of(COPIES.with("entries", Sql.of("NULL")).with("is_kept", Sql.of("TRUE")), NOT_CLIMBED));
	}

	/** The same steps, which also find ancestors. */
	static Sql steps(Climbers climbers) {
		return steps(Sql.of("TRUE"), climbers);
	}

	/** The same steps, which keep only candidates for LLM calls. */
	static Sql stepsOfCalls() {
		return steps(Sql.of("names_model"), Climbers.MODELS);
	}

	private static Sql steps(Sql isKept, Climbers climbers) {
		List<Sql> steps = new ArrayList<>();
		steps.add(COPIES.with("entries", ENTRIES).with("is_kept", isKept));
		for (int level = 1; level <= LEVELS; level++) {
			steps.add(LEVEL.with("level", Sql.of("level_" + level))
				.with("level_below", Sql.of((level == 1) ? "spans" : "level_" + (level - 1)))
				.with("parent", Sql.of((level == 1) ? climbers.parent : parent(level)))
				.with("entry", Sql.of(entry(level))));
		}
		steps.add(CLIMBED.with("highest", Sql.of("level_" + LEVELS))
			.with("models_above", each("CASE WHEN left(%1$s, 1) = 'm' THEN concat(%2$s, ' ') END", ", ", upwards()))
			.with("agents_above", each("CASE WHEN left(%1$s, 1) = 'a' THEN %2$s END", ", ",
					upwards().map((level) -> LEVELS + 1 - level))));
		return Sql.list(steps);
	}

	/**
	 * The condition that a model above the span is one of those listed in a text, which
	 * has blanks around each id.
	 */
	static Sql isBelowOneOf(String ids) {
		return Sql.of(upwards()
			.mapToObj((number) -> "strpos(%s, ' ' || nullif(split_part(models_above, ' ', %d), '') || ' ') > 0"
				.formatted(ids, number + 1))
			.collect(Collectors.joining(" OR ", "(", ")")));
	}

	/** The ids of a span's ancestors, with blanks around each. */
	static Sql ancestors() {
		return Sql.of("concat(' ', :ids)").with("ids", each("%2$s, ' '", ", ", upwards()));
	}

	/** The condition that a span has no ancestors that the search ignores. */
	static Sql isFoundWhole() {
		return Sql.of("coalesce(" + entry(LEVELS) + ", '') = ''");
	}

	private static IntStream upwards() {
		return IntStream.rangeClosed(1, LEVELS);
	}

	private static String entry(int level) {
		return "entry_" + level;
	}

	/** The id of the ancestor at a level; NULL if there is none. */
	private static String parent(int level) {
		return (level == 1) ? "parent_span_id" : "split_part(substr(entry_" + (level - 1) + ", 2), ' ', 1)";
	}

	/** Repeats a piece of SQL for each level, with the level's entry and id. */
	private static Sql each(String piece, String separator, IntStream levels) {
		return Sql.of(levels.mapToObj((level) -> piece.formatted(entry(level), parent(level)))
			.collect(Collectors.joining(separator)));
	}

	/** The spans whose ancestors are searched. */
	enum Climbers {

		/** Spans that name a model. */
		MODELS("CASE WHEN names_model THEN parent_span_id END"),

		ALL("parent_span_id");

		private final String parent;

		Climbers(String parent) {
			this.parent = parent;
		}

	}

}
