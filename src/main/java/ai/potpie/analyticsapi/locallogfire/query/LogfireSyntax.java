package ai.potpie.analyticsapi.locallogfire.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the syntax of Logfire's SQL that DuckDB's parser refuses, or reads in another
 * way, in a syntax that it reads. {@link LogfireFunctions} gives the parsed statement its
 * meaning.
 */
final class LogfireSyntax {

	/**
	 * The operator {@code ->}: as an operator of its own it binds as tightly as
	 * {@code ->>}; DuckDB's arrow makes a lambda of {@code a->'b' = 'c'}.
	 */
	static final String GET = "|->";

	/** The operator {@code ?}, in which DuckDB sees a parameter. */
	static final String CONTAINS = "|~|";

	/** What stays as it is: strings, quoted names and comments. */
	private static final String QUOTED = "\\b[eE]'(?:[^'\\\\]|''|\\\\.)*+'|'[^']*+'|\"[^\"]*+\""
			+ "|--[^\\n]*+|/\\*.*?\\*/|\\$(\\w*)\\$.*?\\$\\1\\$";

	private static final String WITHIN_GROUP = "\\)\\s*WITHIN\\s+GROUP\\s*\\(";

	private static final Pattern TOKEN = Pattern.compile(
			"%s|->>|(?<![-+*/<>=~!@#%%^&|])->|\\?|%s".formatted(QUOTED, WITHIN_GROUP),
			Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	private LogfireSyntax() {
	}

	/**
	 * The statement in DuckDB's syntax: an aggregate {@code WITHIN GROUP (ORDER BY x)}
	 * has the order among its arguments.
	 */
	static String toDuckDb(String sql) {
		return TOKEN.matcher(sql).replaceAll((token) -> Matcher.quoteReplacement(toDuckDbToken(token.group())));
	}

	private static String toDuckDbToken(String token) {
		return switch (token.charAt(0)) {
			case '?' -> " %s ".formatted(CONTAINS);
			case ')' -> " ";
			default -> token.equals("->") ? GET : token;
		};
	}

	/** An error message with the operators as the author of the statement wrote them. */
	static String toLogfire(String message) {
		return message.replace(GET, "->").replace(CONTAINS, "?");
	}

}
