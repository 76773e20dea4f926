package ai.potpie.analyticsapi.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads answers from a connection as they came.
 */
final class AnswerReader {

	private final InputStream in;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	AnswerReader(InputStream in) {
		this.in = in;
	}

	/** An answer after which others may come. */
	RawAnswer readNext() throws IOException {
		return read(false);
	}

	/** An answer to whose body all belongs that comes. */
	RawAnswer readLast() throws IOException {
		return read(true);
	}

	private RawAnswer read(boolean isLast) throws IOException {
		int status = Integer.parseInt(line().split(" ")[1]);
		Map<String, List<String>> headers = headers();
		boolean whole = true;
		if (headers.containsKey("transfer-encoding")) {
			whole = readChunks();
		}
		else if (isLast) {
			this.in.transferTo(this.body);
		}
		else {
			whole = readBytes(Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).get(0)));
		}
		return new RawAnswer(status, headers, this.body.toString(StandardCharsets.UTF_8), whole);
	}

	private Map<String, List<String>> headers() throws IOException {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			String[] header = line.split(": ?", 2);
			headers.computeIfAbsent(header[0].toLowerCase(Locale.ROOT), (name) -> new ArrayList<>()).add(header[1]);
		}
		return headers;
	}

	private boolean readChunks() throws IOException {
		try {
			for (int size = size(); size > 0; size = size()) {
				if (!readBytes(size)) {
					return false;
				}
				line();
			}
			return line().isEmpty();
		}
		catch (EOFException ex) {
			return false;
		}
	}

	private int size() throws IOException {
		return Integer.parseInt(line(), 16);
	}

	private boolean readBytes(int length) throws IOException {
		byte[] bytes = this.in.readNBytes(length);
		this.body.writeBytes(bytes);
		return bytes.length == length;
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

}
