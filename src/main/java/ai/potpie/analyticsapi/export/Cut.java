package ai.potpie.analyticsapi.export;

/**
 * Says that a file has as many rows as were asked for, and not all that there are.
 *
 * @param truncated true
 * @param limit how many rows the file has
 * @param detail what to do about it
 */
public record Cut(boolean truncated, int limit, String detail) {

	public static Cut at(int limit) {
		return new Cut(true, limit,
				"These are the first %d rows: there are more. Ask for fewer days, filter, or raise limit."
					.formatted(limit));
	}

}
