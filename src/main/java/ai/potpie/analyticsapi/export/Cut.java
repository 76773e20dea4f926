package ai.potpie.analyticsapi.export;

/**
 * The note that a file ends at its limit although there are more rows.
 *
 * @param truncated always true
 * @param limit the number of rows in the file
 * @param detail how to get the other rows
 */
public record Cut(boolean truncated, int limit, String detail) {

	public static Cut at(int limit) {
		return new Cut(true, limit,
				"These are the first %d rows: there are more. Ask for fewer days, filter, or raise limit."
					.formatted(limit));
	}

}
