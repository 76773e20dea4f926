package ai.potpie.analyticsapi.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sends bytes as they are: what well-behaved clients would mend or refuse to send is what
 * is tested here.
 */
final class RawHttp {

	private RawHttp() {
	}

	static Answer send(int port, String request) {
		return parse(exchange(port, request));
	}

	/** Returns when the other side hangs up. */
	static void sendUnanswered(int port, String request) {
		exchange(port, request);
	}

	private static byte[] exchange(int port, String request) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(15_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
			return readAll(socket.getInputStream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A cut connection may end in a reset: what came before it is the answer. */
	static byte[] readAll(InputStream in) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		try {
			in.transferTo(all);
		}
		catch (IOException ex) {
			return all.toByteArray();
		}
		return all.toByteArray();
	}

	private static Answer parse(byte[] bytes) {
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		int end = text.indexOf("\r\n\r\n");
		String[] head = text.substring(0, end).split("\r\n");
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (int i = 1; i < head.length; i++) {
			String[] header = head[i].split(": ?", 2);
			headers.computeIfAbsent(header[0].toLowerCase(Locale.ROOT), (name) -> new ArrayList<>()).add(header[1]);
		}
		String body = text.substring(end + 4);
		boolean chunked = headers.containsKey("transfer-encoding");
		boolean whole = !chunked || body.endsWith("0\r\n\r\n");
		return new Answer(Integer.parseInt(head[0].split(" ")[1]), headers, utf8(chunked ? dechunked(body) : body),
				whole);
	}

	private static String dechunked(String body) {
		StringBuilder joined = new StringBuilder();
		int at = 0;
		int end = body.indexOf("\r\n", at);
		while (end > at) {
			int size = Integer.parseInt(body.substring(at, end), 16);
			joined.append(body, end + 2, Math.min(body.length(), end + 2 + size));
			at = end + 2 + size + 2;
			end = (size == 0) ? -1 : body.indexOf("\r\n", at);
		}
		return joined.toString();
	}

	private static String utf8(String bytes) {
		return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
	}

}
