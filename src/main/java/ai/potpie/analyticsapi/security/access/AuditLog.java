package ai.potpie.analyticsapi.security.access;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.UriUtils;

/**
 * Logs denied requests and reads of other users' data. Each request has one event, whose
 * values are fields of structured logs and part of the text; the request id is in the
 * logging context.
 */
class AuditLog {

	private static final Logger logger = LoggerFactory.getLogger("audit");

	private static final String AUDITED = AuditLog.class.getName();

	/** Characters with which a client could forge a line or a field of the log. */
	private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._@:|+~/%{}-]+");

	private static final int MAX_LENGTH = 200;

	private final RequestMatcher users = PathPatternRequestMatcher.pathPattern(OwnDataRule.PATH);

	void denied(HttpServletRequest request, int status) {
		log(request, "denied", status);
	}

	/**
	 * Logs that a caller who may read everyone's data asked for a user's data, or for
	 * everyone's.
	 */
	void allowed(HttpServletRequest request, int status) {
		log(request, "allowed", status);
	}

	/** Leaves it at the stream's own lines, without one for its request. */
	void logAsStream(HttpServletRequest request) {
		request.setAttribute(AUDITED, "opened");
	}

	/** Logs that a caller watches an answer from now on. */
	void opened(Caller caller, String path, @Nullable String user) {
		stream("opened", "", caller, path, user);
	}

	/** Logs that a caller no longer watches an answer. */
	void ended(Caller caller, String path, @Nullable String user, String reason) {
		stream("ended", " (" + reason + ")", caller, path, user);
	}

	private static void stream(String outcome, String reason, Caller caller, String path, @Nullable String user) {
		String whom = (user != null) ? printable(user) : "everyone";
		String what = (user != null) ? question(path) : path;
		logger.atInfo()
			.addKeyValue("outcome", outcome)
			.addKeyValue("who", caller.tokenHash())
			.addKeyValue("what", what)
			.addKeyValue("whom", whom)
			.log("{}{}: {} watches {} of {}", outcome, reason, caller.tokenHash(), what, whom);
	}

	private void log(HttpServletRequest request, String outcome, int status) {
		if (request.getAttribute(AUDITED) != null) {
			return;
		}
		request.setAttribute(AUDITED, outcome);
		String who = who();
		String whom = printable(this.users.matcher(request).getVariables().getOrDefault("user_id", ""));
		String what = printable(request.getMethod()) + " "
				+ printable(whom.isEmpty() ? request.getRequestURI() : question(request.getRequestURI()));
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
	 * The path with the variable's name in place of the user id, so that events can be
	 * grouped.
	 */
	private static String question(String path) {
		String[] segments = path.split("/", OwnDataRule.PATH.split("/").length);
		return OwnDataRule.PATH.replace("/**", (segments.length > 6) ? "/" + segments[6] : "");
	}

	private static String printable(String sent) {
		return UNSAFE.matcher(sent.substring(0, Math.min(sent.length(), MAX_LENGTH)))
			.replaceAll((unsafe) -> UriUtils.encode(unsafe.group(), StandardCharsets.UTF_8));
	}

}
