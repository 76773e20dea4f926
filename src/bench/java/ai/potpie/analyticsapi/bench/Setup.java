package ai.potpie.analyticsapi.bench;

import java.nio.file.Path;

/**
 * The settings that all measurements share.
 */
final class Setup {

	static final Path DIRECTORY = Path.of("target", "bench").toAbsolutePath();

	/** The number of connections of some users with a browser or two each. */
	static final int CLIENTS = 64;

	static final String USER = "user_123";

	static final String ANALYTICS = "/api/v1/analytics/user/";

	/** The request that a dashboard repeats. */
	static final String WARM = ANALYTICS + USER + "?days=30";

	private Setup() {
	}

	/** A property from the build, or the default if it is empty. */
	static String property(String name, String otherwise) {
		String value = System.getProperty("bench." + name, "");
		return value.isBlank() ? otherwise : value;
	}

}
