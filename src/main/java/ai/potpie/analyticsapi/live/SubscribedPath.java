package ai.potpie.analyticsapi.live;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ResponseStatusException;

/**
 * Makes the request of a path and query that a client sends in a message. What holds for
 * the request line of HTTP holds for it too.
 */
class SubscribedPath {

	private static final String UNREADABLE = "\uFFFD";

	private final HttpFirewall firewall;

	SubscribedPath(HttpFirewall firewall) {
		this.firewall = firewall;
	}

	/**
	 * The GET of a path behind {@link LiveAnswer#ROOT}.
	 * @throws RequestRejectedException if it is malformed
	 * @throws ResponseStatusException if there is nothing to watch
	 */
	InternalRequest request(String pathAndQuery) {
		int mark = pathAndQuery.indexOf('?');
		String path = (mark < 0) ? pathAndQuery : pathAndQuery.substring(0, mark);
		String query = (mark < 0) ? "" : pathAndQuery.substring(mark + 1);
		InternalRequest request = new InternalRequest(LiveAnswer.ROOT + path, parameters(query));
		decoded(path);
		this.firewall.getFirewalledRequest(request);
		if (!LiveAnswer.isAt(path)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		return request;
	}

	private static Map<String, String[]> parameters(String query) {
		Map<String, String[]> parameters = new LinkedHashMap<>();
		for (String parameter : StringUtils.delimitedListToStringArray(query, "&")) {
			if (!parameter.isEmpty()) {
				String[] parts = parameter.split("=", 2);
				String value = (parts.length > 1) ? decoded(parts[1]) : "";
				parameters.merge(decoded(parts[0]), new String[] { value }, StringUtils::concatenateStringArrays);
			}
		}
		return parameters;
	}

	private static String decoded(String text) {
		try {
			String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
			if (!decoded.contains(UNREADABLE)) {
				return decoded;
			}
		}
		catch (IllegalArgumentException ex) {
			// Malformed, as below
		}
		throw new RequestRejectedException("The path of a subscription is malformed");
	}

}
