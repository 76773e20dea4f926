package ai.potpie.analyticsapi.web.reply;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Collections;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.parser.AcceptEncoding;

import org.springframework.http.HttpHeaders;

/**
 * Reads the header {@code Accept-Encoding}.
 */
final class AcceptedEncodings {

	private AcceptedEncodings() {
	}

	static boolean includeGzip(HttpServletRequest request) {
		return Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING))
			.stream()
			.anyMatch(AcceptedEncodings::includesGzip);
	}

	private static boolean includesGzip(String header) {
		try {
			return AcceptEncoding.parse(new StringReader(header))
				.stream()
				.anyMatch((encoding) -> "gzip".equalsIgnoreCase(encoding.getEncoding()) && encoding.getQuality() > 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Reading a string cannot fail", ex);
		}
	}

}
