package ai.potpie.analyticsapi.web;

import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.AlternativeJdkIdGenerator;
import org.springframework.util.IdGenerator;

/**
 * The id of a request in the answer's header, in errors and in the log: the client's own
 * id if it is safe to print, else a new one.
 */
public final class RequestId {

	public static final String HEADER = "X-Request-Id";

	private static final String ATTRIBUTE = RequestId.class.getName();

	/**
	 * Makes ids that are unique but not secret, without asking the system each time as
	 * {@code UUID.randomUUID()} does.
	 */
	private static final IdGenerator IDS = new AlternativeJdkIdGenerator();

	private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

	private RequestId() {
	}

	/** The id of a request, which is the same for each call. */
	public static String of(HttpServletRequest request) {
		if (request.getAttribute(ATTRIBUTE) instanceof String known) {
			return known;
		}
		String id = orNew(request.getHeader(HEADER));
		request.setAttribute(ATTRIBUTE, id);
		return id;
	}

	private static String orNew(@Nullable String sent) {
		return (sent != null && SAFE.matcher(sent).matches()) ? sent : IDS.generateId().toString();
	}

}
