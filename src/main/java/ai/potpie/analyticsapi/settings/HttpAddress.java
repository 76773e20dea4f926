package ai.potpie.analyticsapi.settings;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Checks addresses of other services in settings.
 */
public final class HttpAddress {

	private static final Set<String> SCHEMES = Set.of("http", "https");

	private HttpAddress() {
	}

	/**
	 * Whether a text is an HTTP address. One with a user or password is not: the service
	 * would not send these, and logs and links show addresses.
	 */
	public static boolean isOne(String text) {
		try {
			URI url = URI.create(text);
			// The authority, because java.net.URI finds no host with an underscore
			String authority = url.getRawAuthority();
			return authority != null && authority.indexOf('@') < 0 && url.getScheme() != null
					&& SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
