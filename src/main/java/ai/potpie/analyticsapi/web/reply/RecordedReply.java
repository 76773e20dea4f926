package ai.potpie.analyticsapi.web.reply;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.potpie.analyticsapi.cache.Reply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * A reply with everything that is needed to answer its request in the same way again.
 *
 * @param reply the reply of the handler
 * @param pattern the path pattern of the handler, for metrics
 * @param headers the headers that filters set before the handler was called
 */
public record RecordedReply(Reply<?> reply, @Nullable String pattern, Map<String, Collection<String>> headers) {

	private static final String ATTRIBUTE = RecordedReply.class.getName();

	private static final int HEADER_WEIGHT = 100;

	/** Records the reply and the headers set so far. */
	static void record(Reply<?> reply, HttpServletRequest request, HttpServletResponse response) {
		Map<String, Collection<String>> headers = new LinkedHashMap<>();
		response.getHeaderNames().forEach((name) -> headers.put(name, response.getHeaders(name)));
		String pattern = ServerHttpObservationFilter.findObservationContext(request)
			.map(ServerRequestObservationContext::getPathPattern)
			.orElse(null);
		request.setAttribute(ATTRIBUTE, new RecordedReply(reply, pattern, headers));
	}

	/** The recorded reply of a request; null after an error or a streamed answer. */
	public static @Nullable RecordedReply of(HttpServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof RecordedReply recorded) ? recorded : null;
	}

	/** The approximate memory of the headers, in bytes. */
	public int weight() {
		return this.headers.entrySet()
			.stream()
			.mapToInt((header) -> HEADER_WEIGHT + header.getKey().length()
					+ header.getValue().stream().mapToInt((value) -> HEADER_WEIGHT + value.length()).sum())
			.sum();
	}

	/** Sets the recorded headers, except those that the response already has. */
	public void prepare(HttpServletRequest request, HttpServletResponse response) {
		ServerHttpObservationFilter.findObservationContext(request)
			.ifPresent((observed) -> observed.setPathPattern(this.pattern));
		this.headers.forEach((name, values) -> {
			if (!response.containsHeader(name)) {
				values.forEach((value) -> response.addHeader(name, value));
			}
		});
	}

}
