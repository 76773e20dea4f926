package ai.potpie.analyticsapi.export;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The parameters that say how a file is to be.
 */
public interface FileParameters {

	/** Which of the answer's tables; null for the first. */
	default @Nullable Enum<?> section() {
		return null;
	}

	/** Whether to begin with a byte order mark. */
	@Nullable Boolean bom();

	/** What does not go with a format: parameters, and what is wrong with each. */
	default Map<String, String> unfit(Format format) {
		Map<String, String> unfit = new LinkedHashMap<>();
		if (section() != null && format != Format.CSV) {
			unfit.put("section", "is for csv, the only format that has one section and not all");
		}
		if (bom() != null && format != Format.CSV) {
			unfit.put("bom", "is for csv");
		}
		return unfit;
	}

	default FileOptions options(Format format) {
		Enum<?> section = section();
		return new FileOptions(format, (section != null) ? section.name().toLowerCase(Locale.ROOT) : null,
				Boolean.TRUE.equals(bom()));
	}

}
