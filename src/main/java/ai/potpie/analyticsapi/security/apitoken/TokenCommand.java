package ai.potpie.analyticsapi.security.apitoken;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.digest.Sha256;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.UserIds;
import ai.potpie.analyticsapi.settings.SettingException;

/**
 * Generates an API token: {@code java -jar analytics-api.jar token user_123}. It prints
 * the token and then the entry for the settings to standard output, and nothing else, so
 * that scripts can read them.
 */
public class TokenCommand {

	private static final String NAME = "token";

	private static final int BYTES = 256 / 8;

	private final UserIds userIds;

	private final PrintStream out;

	private final PrintStream err;

	TokenCommand(UserIds userIds, PrintStream out, PrintStream err) {
		this.userIds = userIds;
		this.out = out;
		this.err = err;
	}

	/** Whether the arguments of {@code main} call this command instead of the service. */
	public static boolean isMeantBy(String... arguments) {
		return arguments.length > 0 && NAME.equals(arguments[0]);
	}

	/** Returns the exit code. Reads its only setting from the environment. */
	public static int run(String... arguments) {
		String pattern = Optional.ofNullable(System.getenv("ANALYTICS_USER_ID_PATTERN"))
			.filter((set) -> !set.isBlank())
			.orElse(UserIds.DEFAULT_PATTERN);
		return new TokenCommand(new UserIds(Pattern.compile(pattern)), System.out, System.err).answer(arguments);
	}

	int answer(String... arguments) {
		if (arguments.length != 2) {
			return refuse("Say whose data the token reads: 'token user_123', or 'token \"*\"' for everyone's. The"
					+ " star has to be quoted.");
		}
		byte[] bytes = new byte[BYTES];
		new SecureRandom().nextBytes(bytes);
		String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		String entry = arguments[1] + "=" + ApiTokenParser.HASHED + Sha256.hex(token);
		if (!isUnderstood(entry, arguments[1])) {
			return refuse("A user id " + this.userIds.expectation() + ". Set ANALYTICS_USER_ID_PATTERN in the"
					+ " environment if yours look different; one with an equals sign can have no API token.");
		}
		this.err.println("The token, for whoever calls, is shown this once. The line below it is for"
				+ " ANALYTICS_API_TOKENS_FILE or ANALYTICS_API_TOKENS.");
		this.out.println(token);
		this.out.println(entry);
		return 0;
	}

	private boolean isUnderstood(String entry, String user) {
		try {
			Caller caller = new ApiTokenParser(this.userIds, false)
				.parse(List.of(), List.of(entry), ApiTokenPlace.SETTING)
				.get(0)
				.caller();
			return user.equals((caller.userId() != null) ? caller.userId() : ApiTokenParser.EVERYONE);
		}
		catch (SettingException ex) {
			return false;
		}
	}

	private int refuse(String why) {
		this.err.println(why);
		return 2;
	}

}
