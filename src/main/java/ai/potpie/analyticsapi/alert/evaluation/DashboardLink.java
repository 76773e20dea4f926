package ai.potpie.analyticsapi.alert.evaluation;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

import org.springframework.web.util.UriUtils;

/**
 * Addresses of the dashboard's screens.
 */
final class DashboardLink {

	private DashboardLink() {
	}

	/**
	 * The screen of a user, or of everyone.
	 * @param page the address of the dashboard
	 * @param user the id of the user; empty for everyone
	 */
	static String of(String page, String user, ZoneId zone) {
		String base = page.replaceFirst("#.*", "");
		String screen = user.isEmpty() ? "everyone" : "user/" + UriUtils.encode(user, StandardCharsets.UTF_8);
		return "%s#/%s?tz=%s".formatted(base, screen, UriUtils.encodeQueryParam(zone.getId(), StandardCharsets.UTF_8));
	}

}
