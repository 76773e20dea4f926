package ai.potpie.analyticsapi.export;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * The headers of an answer that is a file: browsers save it, and no cache stores it.
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
