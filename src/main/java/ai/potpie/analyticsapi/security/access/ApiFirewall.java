package ai.potpie.analyticsapi.security.access;

import java.util.regex.Pattern;

import ai.potpie.analyticsapi.security.UserIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Spring Security's firewall, with two exceptions. A user id may contain an encoded
 * slash: Tomcat passes it through undecoded, and all rules see the id as one segment of
 * the path. And any method is allowed: one without a handler gets a 405.
 */
class ApiFirewall implements HttpFirewall {

	private static final String BEFORE_USER_ID = OwnDataRule.PATH.substring(0, OwnDataRule.PATH.indexOf('{'));

	private static final Pattern ENCODED_SLASH = Pattern.compile("%2[Ff]");

	private final StrictHttpFirewall strict = firewall();

	private final StrictHttpFirewall slashAllowed = firewall();

	ApiFirewall() {
		this.slashAllowed.setAllowUrlEncodedSlash(true);
		// Tomcat decodes the path except for the slash; %25 stays forbidden
		this.slashAllowed.getDecodedUrlBlocklist().remove("%");
	}

	private static StrictHttpFirewall firewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setUnsafeAllowAnyHttpMethod(true);
		return firewall;
	}

	@Override
	public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
		boolean slash = hasSlashInUserIdOnly(request.getRequestURI());
		return (slash ? this.slashAllowed : this.strict).getFirewalledRequest(request);
	}

	@Override
	public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
		return this.strict.getFirewalledResponse(response);
	}

	/** A proxy that decodes the slash must not arrive at another path. */
	private static boolean hasSlashInUserIdOnly(String path) {
		if (path.indexOf('%') < 0 || !path.startsWith(BEFORE_USER_ID)) {
			return false;
		}
		int after = path.indexOf('/', BEFORE_USER_ID.length());
		int end = (after < 0) ? path.length() : after;
		String userId = path.substring(BEFORE_USER_ID.length(), end);
		return ENCODED_SLASH.matcher(userId).find() && !ENCODED_SLASH.matcher(path.substring(end)).find()
				&& UserIds.hasPlainSegments(ENCODED_SLASH.matcher(userId).replaceAll("/"));
	}

}
