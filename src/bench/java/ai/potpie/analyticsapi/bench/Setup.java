package ai.potpie.analyticsapi.bench;

import java.nio.file.Path;

/**
 * What stays the same in all measurements.
 */
final class Setup {

	static final Path DIRECTORY = Path.of("target", "bench").toAbsolutePath();

	/** As many as a browser or two of each of some users. */
	static final int CLIENTS = 64;

	static final String USER = "user_123";

	static final String ANALYTICS = "/api/v1/analytics/user/";

	/** What a dashboard asks again and again. */
	static final String WARM = ANALYTICS + USER + "?days=30";

	private Setup() {
	}

	/** A property that the build passes on, or what is meant if it is empty. */
	static String property(String name, String otherwise) {
		String value = System.getProperty("bench." + name, "");
		return value.isBlank() ? otherwise : value;
	}

}
