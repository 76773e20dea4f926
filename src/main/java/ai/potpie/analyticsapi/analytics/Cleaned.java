package ai.potpie.analyticsapi.analytics;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * What the text of an attribute counts as: attributes may hold anything, and one bad
 * value must not fail a query.
 */
final class Cleaned {

	private static final Sql NULL = Sql.of("NULL");

	private static final Sql DECIMAL = Sql.of("""
			CASE WHEN :text ~ '^[+-]?([0-9]{1,15}([.][0-9]{0,30})?|[.][0-9]{1,30})([eE][+-]?[0-9]{1,2})?$'
				THEN TRY_CAST(:text AS DOUBLE) END""");

	private static final Sql COUNT = Sql
		.of("CASE WHEN :text ~ '^[0-9]{1,12}([.]0*)?$' THEN TRY_CAST(ROUND(TRY_CAST(:text AS DOUBLE)) AS BIGINT) ELSE 0 END");

	private static final Sql TRIMMED_NAME = Sql
		.of("lower(regexp_replace(:text, '^[[:space:]]+|[[:space:]]+$', '', 'g'))");

	private static final Sql FIRST_NAMED = Sql.of("""
			CASE
				WHEN NOT (:text ~ '^[[:space:]]*$') THEN :text
				WHEN NOT (:or_else ~ '^[[:space:]]*$') THEN :or_else
				ELSE :neither
			END""");

	private Cleaned() {
	}

	/** A plain decimal number, NULL for anything else. */
	static Sql decimal(String text) {
		return DECIMAL.with("text", Sql.of(text));
	}

	/** A whole number of up to 12 digits, and 0 for anything else. */
	static Sql count(String text) {
		return COUNT.with("text", Sql.of(text));
	}

	/** In lower case, without blanks around it. */
	static Sql trimmedName(String text) {
		return TRIMMED_NAME.with("text", Sql.of(text));
	}

	/** The text, NULL if it is blank. */
	static Sql named(String text) {
		return firstNamed(text, "CAST(NULL AS VARCHAR)", NULL);
	}

	/** The first of two texts that is not blank, NULL if both are. */
	static Sql firstNamed(String text, String orElse) {
		return firstNamed(text, orElse, NULL);
	}

	/** The first of two texts that is not blank, or what stands for neither. */
	static Sql firstNamed(String text, String orElse, Sql neither) {
		return FIRST_NAMED.with("text", Sql.of(text)).with("or_else", Sql.of(orElse)).with("neither", neither);
	}

}
