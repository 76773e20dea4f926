package ai.potpie.analyticsapi.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import ai.potpie.analyticsapi.testing.RawAnswer;

/**
 * All answers that came over one connection, whatever was asked on it.
 */
final class Answers {

	/** As in HTTP/0.9, which Tomcat takes a request without a version for. */
	static final int WITHOUT_HEADERS = 0;

	private final List<RawAnswer> answers = new ArrayList<>();

	private String rest;

	private Answers(byte[] bytes) {
		this.rest = new String(bytes, StandardCharsets.ISO_8859_1);
	}

	static List<RawAnswer> in(byte[] bytes) {
		Answers read = new Answers(bytes);
		while (!read.rest.isEmpty()) {
			read.readOne();
		}
		return read.answers;
	}

	private void readOne() {
		int end = this.rest.indexOf("\r\n\r\n");
		if (!this.rest.startsWith("HTTP/1.1 ") || end < 0) {
			this.answers.add(new RawAnswer(WITHOUT_HEADERS, Map.of(), take(this.rest.length()), true));
			return;
		}
		String[] head = this.rest.substring(0, end).split("\r\n");
		this.rest = this.rest.substring(end + 4);
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (int i = 1; i < head.length; i++) {
			String[] header = head[i].split(": ?", 2);
			headers.computeIfAbsent(header[0].toLowerCase(Locale.ROOT), (name) -> new ArrayList<>()).add(header[1]);
		}
		this.answers.add(new RawAnswer(Integer.parseInt(head[0].split(" ")[1]), headers, body(headers), true));
	}

	/**
	 * None if the next answer is there at once, as after HEAD; all that is left if
	 * nothing says how long it is, as in HTTP/1.0.
	 */
	private String body(Map<String, List<String>> headers) {
		if (this.rest.isEmpty() || this.rest.startsWith("HTTP/1.1 ")) {
			return "";
		}
		List<String> length = headers.getOrDefault("content-length", List.of(String.valueOf(this.rest.length())));
		String body = headers.containsKey("transfer-encoding") ? chunks() : take(Integer.parseInt(length.get(0)));
		byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
		return new String(headers.containsKey("content-encoding") ? unzipped(bytes) : bytes, StandardCharsets.UTF_8);
	}

	private String chunks() {
		StringBuilder body = new StringBuilder();
		int size;
		do {
			size = Integer.parseInt(take(this.rest.indexOf("\r\n")), 16);
			take(2);
			body.append(take(size));
			take(2);
		}
		while (size > 0);
		return body.toString();
	}

	private String take(int length) {
		String taken = this.rest.substring(0, length);
		this.rest = this.rest.substring(length);
		return taken;
	}

	private static byte[] unzipped(byte[] bytes) {
		try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
