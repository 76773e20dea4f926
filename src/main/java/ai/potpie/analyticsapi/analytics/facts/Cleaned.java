package ai.potpie.analyticsapi.analytics.facts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Reads the text of an attribute as a number or name. Attributes may hold anything, and
 * one bad value must not fail a query.
 */
final class Cleaned {

	private static final Sql BLANK = Sql.of(":text ~ '^[[:space:]]*$'");

	private static final Sql TRIMMED = Sql.of("regexp_replace(:text, '^[[:space:]]+|[[:space:]]+$', '', 'g')");

	private static final Sql DECIMAL = Sql
		.of("""
				CASE
					WHEN :text ~ '^[+-]?([0-9]{1,15}([.][0-9]{0,30})?|[.][0-9]{1,30})([eE][+-]?[0-9]{1,2})?$'
						THEN TRY_CAST(:text AS DOUBLE)
					WHEN :text ~ '^[[:space:]]*[+-]?([0-9]{1,15}([.][0-9]{0,30})?|[.][0-9]{1,30})([eE][+-]?[0-9]{1,2})?[[:space:]]*$'
						THEN TRY_CAST(:trimmed AS DOUBLE)
				END""");

	private static final Sql COUNT = Sql.of("""
			CASE WHEN :text ~ '^[[:space:]]*[0-9]{1,12}([.]0*)?[[:space:]]*$'
				THEN TRY_CAST(ROUND(TRY_CAST(:trimmed AS DOUBLE)) AS BIGINT) ELSE 0 END""");

	// Engines disagree on which letters beyond ASCII are upper case
	private static final Sql TRIMMED_NAME = Sql
		.of("translate(:trimmed, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')");

	private Cleaned() {
	}

	/**
	 * A decimal number, also one with an exponent, with or without blanks around it; NULL
	 * for any other text.
	 */
	static Sql decimal(String text) {
		return DECIMAL.with("text", Sql.of(text)).with("trimmed", trimmed(text));
	}

	/**
	 * A whole number of up to 12 digits with or without blanks around it; 0 for any other
	 * text.
	 */
	static Sql count(String text) {
		return COUNT.with("text", Sql.of(text)).with("trimmed", trimmed(text));
	}

	/** The text without blanks around it, its ASCII letters in lower case. */
	static Sql trimmedName(String text) {
		return TRIMMED_NAME.with("trimmed", trimmed(text));
	}

	private static Sql trimmed(String text) {
		return TRIMMED.with("text", Sql.of(text));
	}

	/** The condition that a text is blank; NULL if the text is NULL. */
	static Sql isBlank(Sql text) {
		return BLANK.with("text", text);
	}

	/** The first text that is not blank; NULL if all are blank. */
	static Sql firstNamed(List<Sql> texts) {
		StringBuilder branches = new StringBuilder();
		Map<String, Object> pieces = new LinkedHashMap<>();
		for (Sql text : texts) {
			int number = pieces.size() / 2;
			branches.append(" WHEN NOT (:blank_%1$d) THEN :text_%1$d".formatted(number));
			pieces.put("blank_" + number, isBlank(text));
			pieces.put("text_" + number, text);
		}
		return new Sql("CASE" + branches + " END", pieces);
	}

}
