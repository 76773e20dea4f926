package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses parts of a URI that servers and frameworks decode differently, before any of
 * them makes a decision: path parameters, percent-encoding that is not UTF-8, and
 * malformed queries.
 */
class MalformedUriFilter extends HttpFilter {

	private static final long serialVersionUID = 1L;

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String path = request.getRequestURI();
		if (path.indexOf(';') >= 0 || !isEncoded(path) || !isEncoded(request.getQueryString())
				|| !hasReadableParameters(request)) {
			response.sendError(HttpServletResponse.SC_BAD_REQUEST);
			return;
		}
		chain.doFilter(request, response);
	}

	/**
	 * Whether all parameters are readable. Tomcat reports this once, and then returns
	 * those that it could read.
	 */
	private static boolean hasReadableParameters(HttpServletRequest request) {
		try {
			return request.getQueryString() == null || request.getParameterMap() != null;
		}
		catch (InvalidParameterException ex) {
			return false;
		}
	}

	static boolean isEncoded(@Nullable String text) {
		if (text == null || text.indexOf('%') < 0) {
			return true;
		}
		ByteBuffer bytes = ByteBuffer.allocate(text.length());
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) != '%') {
				bytes.put((byte) text.charAt(i));
			}
			else if (i + 2 < text.length() && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2))) {
				bytes.put((byte) Integer.parseInt(text, i + 1, i + 3, 16));
				i += 2;
			}
			else {
				return false;
			}
		}
		return isUtf8(bytes.flip());
	}

	private static boolean isHex(char character) {
		return character < 128 && Character.digit(character, 16) >= 0;
	}

	private static boolean isUtf8(ByteBuffer bytes) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(bytes);
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

}
