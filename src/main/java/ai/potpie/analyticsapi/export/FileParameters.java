package ai.potpie.analyticsapi.export;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of files.
 */
public interface FileParameters {

	/** The maximum number of rows of a page, which is JSON. */
	int MAX_PAGE = 1_000;

	/** The maximum number of rows of a file of several pages. */
	int MAX_ROWS = 100_000;

	/** The default for such a file: a question or two to Logfire. */
	int DEFAULT_ROWS = 5_000;

	/** The table of the answer; null for the first. */
	default @Nullable Enum<?> section() {
		return null;
	}

	/** Whether to begin with a byte order mark. */
	@Nullable Boolean bom();

	/** The maximum number of rows; null for the default. */
	default @Nullable Integer limit() {
		return null;
	}

	/** The parameters that a format excludes, each with its error message. */
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
