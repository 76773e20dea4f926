package ai.potpie.analyticsapi.logfire;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * What an address of another service looks like in a setting.
 */
public final class HttpAddress {

	private static final Set<String> SCHEMES = Set.of("http", "https");

	private HttpAddress() {
	}

	/**
	 * Whether it is one. With a user or a password in it it is none: nobody sends these,
	 * and logs and links have addresses in them.
	 */
	public static boolean isOne(String text) {
		try {
			URI url = URI.create(text);
			// No host, since java.net.URI knows none with an underscore
			String authority = url.getRawAuthority();
			return authority != null && authority.indexOf('@') < 0 && url.getScheme() != null
					&& SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
