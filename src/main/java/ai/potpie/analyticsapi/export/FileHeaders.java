package ai.potpie.analyticsapi.export;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * What an answer says of itself that is a file: it is saved where somebody wants it, and
 * in no cache.
 */
public final class FileHeaders {

	/** Whether there are more rows than the file has. */
	public static final String TRUNCATED = "X-Truncated";

	private FileHeaders() {
	}

	public static void write(String fileName, HttpServletResponse response) {
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
				ContentDisposition.attachment().filename(fileName).build().toString());
	}

}
