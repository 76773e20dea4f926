package ai.potpie.analyticsapi.web;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A connection that is kept for many well-formed requests, and made again when the other
 * side has closed it.
 */
final class RawConnection implements AutoCloseable {

	private final int port;

	private @Nullable Socket socket;

	private InputStream in = InputStream.nullInputStream();

	RawConnection(int port) {
		this.port = port;
	}

	Answer get(String target, String... headers) throws IOException {
		StringBuilder request = new StringBuilder("GET ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
		for (String header : headers) {
			request.append(header).append("\r\n");
		}
		Socket open = open();
		open.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
		Answer answer = read();
		if ("close".equals(answer.header("Connection"))) {
			close();
		}
		return answer;
	}

	private Socket open() throws IOException {
		if (this.socket == null) {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
			this.socket.setTcpNoDelay(true);
			this.socket.setSoTimeout(30_000);
			this.in = new BufferedInputStream(this.socket.getInputStream());
		}
		return this.socket;
	}

	private Answer read() throws IOException {
		int status = Integer.parseInt(line().split(" ")[1]);
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			String[] header = line.split(": ?", 2);
			headers.computeIfAbsent(header[0].toLowerCase(Locale.ROOT), (name) -> new ArrayList<>()).add(header[1]);
		}
		String body = headers.containsKey("transfer-encoding") ? chunks()
				: text(Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).get(0)));
		return new Answer(status, headers, body, true);
	}

	private String chunks() throws IOException {
		StringBuilder body = new StringBuilder();
		for (int size = size(); size > 0; size = size()) {
			body.append(text(size));
			line();
		}
		line();
		return body.toString();
	}

	private int size() throws IOException {
		return Integer.parseInt(line(), 16);
	}

	private String text(int length) throws IOException {
		byte[] bytes = this.in.readNBytes(length);
		if (bytes.length < length) {
			throw new EOFException("The connection was closed within a body");
		}
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int each = this.in.read(); each != '\n'; each = this.in.read()) {
			if (each < 0) {
				throw new EOFException("The connection was closed within an answer");
			}
			line.append((char) each);
		}
		return line.substring(0, line.length() - 1);
	}

	@Override
	public void close() throws IOException {
		if (this.socket != null) {
			this.socket.close();
			this.socket = null;
		}
	}

}
