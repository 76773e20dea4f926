package ai.potpie.analyticsapi.redis;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.settings.SettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The address of Redis, with the credentials of this service.
 *
 * @param user the ACL user; null for the default one
 * @param password the password; null if Redis needs none
 */
record RedisAddress(boolean tls, String host, int port, @Nullable String user, @Nullable String password,
		int database) {

	private static final int DEFAULT_PORT = 6379;

	// Not java.net.URI, which finds no host with an underscore
	private static final Pattern URL = Pattern.compile("""
			redis(?<tls>s)?://\
			(?:(?<user>[^:@/]*):(?<password>[^@/]+)@)?\
			(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])\
			(?::(?<port>[0-9]{1,5}))?\
			(?:/(?<database>[0-9]{0,5}))?""");

	/**
	 * Parses the setting {@code ANALYTICS_REDIS_URL}.
	 * @throws SettingException if the text is not an address
	 */
	static RedisAddress of(String url) {
		Matcher matcher = URL.matcher(url.strip());
		int port = matcher.matches() ? number(matcher.group("port"), DEFAULT_PORT) : 0;
		if (port < 1 || port > 65_535) {
			throw malformed();
		}
		return new RedisAddress(matcher.group("tls") != null, matcher.group("host"), port,
				decoded(matcher.group("user")), decoded(matcher.group("password")),
				number(matcher.group("database"), 0));
	}

	private static int number(@Nullable String text, int none) {
		return StringUtils.hasLength(text) ? Integer.parseInt(text) : none;
	}

	private static @Nullable String decoded(@Nullable String text) {
		try {
			return StringUtils.hasLength(text) ? StringUtils.uriDecode(text, StandardCharsets.UTF_8) : null;
		}
		catch (IllegalArgumentException ex) {
			throw malformed();
		}
	}

	// The setting may hold a password, so the message does not repeat it
	private static SettingException malformed() {
		return new SettingException("ANALYTICS_REDIS_URL is not an address.",
				"Write it like redis://user:password@host:6379/0, or rediss:// for TLS. User, password, port and"
						+ " database may be left out; what is not plain in a password is percent-encoded, a % as"
						+ " %25.");
	}

	@Override
	public String toString() {
		return this.host + ":" + this.port;
	}

}
