package ai.potpie.analyticsapi.live;

import java.util.Arrays;
import java.util.Locale;

import ai.potpie.analyticsapi.web.parameters.StrictConverters;
import ai.potpie.analyticsapi.web.problem.BadParameterException;
import org.jspecify.annotations.Nullable;

/**
 * The answers that can be watched: those of a GET below {@code /user/{user_id}} and
 * {@code /me}, and the one about all users.
 */
public enum LiveAnswer {

	ANALYTICS(""), USAGE("/usage"), COMPARE("/compare"), SUMMARY("/summary"), HISTORY("/history");

	/** The path of the API's answers. */
	static final String ROOT = "/api/v1/analytics";

	/** The parameter that names one. */
	public static final String PARAMETER = "of";

	private final String path;

	LiveAnswer(String path) {
		this.path = path;
	}

	/** The path behind the user's. */
	String path() {
		return this.path;
	}

	/** The name in {@code of}, and of the event. */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The answer that the values of {@link #PARAMETER} name.
	 * @throws BadParameterException if they name none
	 */
	static LiveAnswer named(String @Nullable [] values) {
		if (values == null) {
			return ANALYTICS;
		}
		if (values.length > 1) {
			throw new BadParameterException(PARAMETER, "must be given once, not %d times".formatted(values.length));
		}
		return Arrays.stream(values())
			.filter((answer) -> answer.label().equals(values[0]))
			.findFirst()
			.orElseThrow(() -> new BadParameterException(PARAMETER,
					"must be one of " + String.join(", ", StrictConverters.names(LiveAnswer.class))));
	}

	/** Whether a path behind {@link #ROOT} is that of an answer to watch. */
	static boolean isAt(String path) {
		return path.equals("/users")
				|| Arrays.stream(values()).anyMatch((answer) -> path.matches("/(user/[^/]+|me)" + answer.path()));
	}

}
