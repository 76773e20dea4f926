package ai.potpie.analyticsapi.web.reply;

import java.io.IOException;

import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.cache.Body;
import ai.potpie.analyticsapi.export.FileHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Sends answers as they are stored: nothing is made or compressed for one request.
 */
public final class AnswerWriter {

	private AnswerWriter() {
	}

	public static void write(Answer<?> answer, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		Body body = answer.body();
		CacheHeaders.write(answer.lookup(), response);
		if (body.nextCursor() != null) {
			response.setHeader(HttpHeaders.LINK, NextPage.link(request, body.nextCursor()));
		}
		if (body.fileName() != null) {
			FileHeaders.write(body.fileName(), response);
		}
		ServerTiming timing = ServerTiming.of(request);
		timing.add(answer.lookup());
		response.setHeader(ServerTiming.HEADER, timing.toString());
		send(body, request, response);
	}

	private static void send(Body body, HttpServletRequest request, HttpServletResponse response) throws IOException {
		boolean gzip = body.isWorthCompressing() && AcceptedEncodings.includeGzip(request);
		String etag = gzip ? body.gzipEtag() : body.etag();
		if (new ServletWebRequest(request, response).checkNotModified(etag)) {
			return;
		}
		byte[] bytes = gzip ? body.gzip() : body.bytes();
		if (gzip) {
			response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
		}
		response.setContentType(body.mediaType());
		response.setContentLength(bytes.length);
		response.getOutputStream().write(bytes);
	}

}
