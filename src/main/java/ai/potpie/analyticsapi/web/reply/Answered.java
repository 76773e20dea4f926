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
 * How a request was answered.
 *
 * @param reply what answers it
 * @param pattern the path of the handler, by which requests are counted
 * @param headers what was said before the answer, by the filters on the way to the
 * handler
 */
public record Answered(Reply<?> reply, @Nullable String pattern, Map<String, Collection<String>> headers) {

	private static final String ATTRIBUTE = Answered.class.getName();

	private static final int HEADER_WEIGHT = 100;

	/** Takes note of it, where it is to be answered and nothing is said of the answer. */
	static void by(Reply<?> reply, HttpServletRequest request, HttpServletResponse response) {
		Map<String, Collection<String>> headers = new LinkedHashMap<>();
		response.getHeaderNames().forEach((name) -> headers.put(name, response.getHeaders(name)));
		String pattern = ServerHttpObservationFilter.findObservationContext(request)
			.map(ServerRequestObservationContext::getPathPattern)
			.orElse(null);
		request.setAttribute(ATTRIBUTE, new Answered(reply, pattern, headers));
	}

	/** How it was; null if it was an error, or no stored answer. */
	public static @Nullable Answered of(HttpServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof Answered answered) ? answered : null;
	}

	/** What its headers weigh, roughly, in bytes. */
	public int weight() {
		return this.headers.entrySet()
			.stream()
			.mapToInt((header) -> HEADER_WEIGHT + header.getKey().length()
					+ header.getValue().stream().mapToInt((value) -> HEADER_WEIGHT + value.length()).sum())
			.sum();
	}

	/** Says the same before the next answer, but for what is said already. */
	public void introduce(HttpServletRequest request, HttpServletResponse response) {
		ServerHttpObservationFilter.findObservationContext(request)
			.ifPresent((observed) -> observed.setPathPattern(this.pattern));
		this.headers.forEach((name, values) -> {
			if (!response.containsHeader(name)) {
				values.forEach((value) -> response.addHeader(name, value));
			}
		});
	}

}
