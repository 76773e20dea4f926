package ai.potpie.analyticsapi.locallogfire.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites syntax of Logfire's SQL that DuckDB's parser refuses or reads differently.
 * {@link LogfireFunctions} then translates the parsed statement.
 */
final class LogfireSyntax {

	/**
	 * Stands for the operator {@code ->}. This spelling binds as tightly as {@code ->>},
	 * whereas DuckDB reads {@code a->'b' = 'c'} as a lambda.
	 */
	static final String GET = "|->";

	/** Stands for the operator {@code ?}, which DuckDB reads as a parameter. */
	static final String CONTAINS = "|~|";

	/** Text that stays unchanged: strings, quoted names and comments. */
	private static final String QUOTED = "\\b[eE]'(?:[^'\\\\]|''|\\\\.)*+'|'[^']*+'|\"[^\"]*+\""
			+ "|--[^\\n]*+|/\\*.*?\\*/|\\$(\\w*)\\$.*?\\$\\1\\$";

	private static final String WITHIN_GROUP = "\\)\\s*WITHIN\\s+GROUP\\s*\\(";

	private static final Pattern TOKEN = Pattern.compile(
			"%s|->>|(?<![-+*/<>=~!@#%%^&|])->|\\?|%s".formatted(QUOTED, WITHIN_GROUP),
			Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	private LogfireSyntax() {
	}

	/**
	 * The statement in DuckDB's syntax. {@code WITHIN GROUP (ORDER BY x)} of an aggregate
	 * becomes an order among its arguments.
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
