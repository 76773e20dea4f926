package ai.potpie.analyticsapi.security.access;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.UriUtils;

/**
 * Says in the log who was turned away, and who read the data of others: one event for a
 * request, whose values are fields of structured logs and part of the text. The request's
 * id is in the logging context.
 */
class AuditLog {

	private static final Logger logger = LoggerFactory.getLogger("audit");

	private static final String AUDITED = AuditLog.class.getName();

	/** Keeps a line a line, and what a client sent from looking like a field of ours. */
	private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._@:|+~/%{}-]+");

	private static final int MAX_LENGTH = 200;

	private final RequestMatcher users = PathPatternRequestMatcher.pathPattern(OwnDataRule.PATH);

	void denied(HttpServletRequest request, int status) {
		log(request, "denied", status);
	}

	/** A caller that may read everyone's data asked for a user's, or for all. */
	void allowed(HttpServletRequest request, int status) {
		log(request, "allowed", status);
	}

	private void log(HttpServletRequest request, String outcome, int status) {
		if (request.getAttribute(AUDITED) != null) {
			return;
		}
		request.setAttribute(AUDITED, outcome);
		String who = who();
		String whom = printable(this.users.matcher(request).getVariables().getOrDefault("user_id", ""));
		String what = printable(request.getMethod()) + " "
				+ printable(whom.isEmpty() ? request.getRequestURI() : question(request));
		LoggingEventBuilder event = logger.atInfo()
			.addKeyValue("outcome", outcome)
			.addKeyValue("status", status)
			.addKeyValue("who", who)
			.addKeyValue("what", what);
		if (whom.isEmpty()) {
			event.log("{} {}: {} asked {}", outcome, status, who, what);
		}
		else {
			event.addKeyValue("whom", whom).log("{} {}: {} asked {} of {}", outcome, status, who, what, whom);
		}
	}

	private static String who() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof Caller caller) ? caller.tokenHash()
				: "anonymous";
	}

	/**
	 * With the name of the variable in place of the user's id, so that questions group.
	 */
	private static String question(HttpServletRequest request) {
		String[] segments = request.getRequestURI().split("/", OwnDataRule.PATH.split("/").length);
		return OwnDataRule.PATH.replace("/**", (segments.length > 6) ? "/" + segments[6] : "");
	}

	private static String printable(String sent) {
		return UNSAFE.matcher(sent.substring(0, Math.min(sent.length(), MAX_LENGTH)))
			.replaceAll((unsafe) -> UriUtils.encode(unsafe.group(), StandardCharsets.UTF_8));
	}

}
