package ai.potpie.analyticsapi.web.reply;

import java.io.IOException;

import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.cache.Representation;
import ai.potpie.analyticsapi.export.FileHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Writes answers from their stored bytes, which no request has to create or compress
 * again.
 */
public final class AnswerWriter {

	private AnswerWriter() {
	}

	public static void write(Answer<?> answer, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		Representation sent = answer.representation();
		CacheHeaders.write(answer.cache(), response);
		if (sent.nextCursor() != null) {
			response.setHeader(HttpHeaders.LINK, NextPage.link(request, sent.nextCursor()));
		}
		if (sent.fileName() != null) {
			FileHeaders.write(sent.fileName(), response);
		}
		ServerTiming timing = ServerTiming.of(request);
		timing.add(answer.cache());
		response.setHeader(ServerTiming.HEADER, timing.toString());
		send(sent, request, response);
	}

	private static void send(Representation sent, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		boolean gzip = sent.isWorthCompressing() && AcceptedEncodings.includeGzip(request);
		String etag = gzip ? sent.gzipEtag() : sent.etag();
		if (new ServletWebRequest(request, response).checkNotModified(etag)) {
			return;
		}
		byte[] bytes = gzip ? sent.gzip() : sent.bytes();
		if (gzip) {
			response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
		}
		response.setContentType(sent.mediaType());
		response.setContentLength(bytes.length);
		response.getOutputStream().write(bytes);
	}

}
