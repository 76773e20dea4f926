package ai.potpie.analyticsapi.export;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The parameters that say how a file is to be.
 */
public interface FileParameters {

	/** The most rows of a page, which is JSON. */
	int MAX_PAGE = 1_000;

	/** The most rows of a file of several pages. */
	int MAX_ROWS = 100_000;

	/** How many rows such a file has unless it is said: a question or two to Logfire. */
	int DEFAULT_ROWS = 5_000;

	/** Which of the answer's tables; null for the first. */
	default @Nullable Enum<?> section() {
		return null;
	}

	/** Whether to begin with a byte order mark. */
	@Nullable Boolean bom();

	/** How many rows are wanted; null for as many as it says elsewhere. */
	default @Nullable Integer limit() {
		return null;
	}

	/** What does not go with a format: parameters, and what is wrong with each. */
	default Map<String, String> unfit(Format format) {
		Map<String, String> unfit = new LinkedHashMap<>();
		if (section() != null && format != Format.CSV) {
			unfit.put("section", "is for csv, the only format that has one section and not all");
		}
		if (bom() != null && format != Format.CSV) {
			unfit.put("bom", "is for csv");
		}
		Integer limit = limit();
		if (limit != null && limit > MAX_PAGE && format == Format.JSON) {
			unfit.put("limit", "must be a whole number from 1 to %d for json".formatted(MAX_PAGE));
		}
		return unfit;
	}

	default FileOptions options(Format format) {
		Enum<?> section = section();
		return new FileOptions(format, (section != null) ? section.name().toLowerCase(Locale.ROOT) : null,
				Boolean.TRUE.equals(bom()));
	}

}
