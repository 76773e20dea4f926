package ai.potpie.analyticsapi.fault;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

/**
 * The answer that Logfire would give, and all that it might give instead. Whatever must
 * not get through says {@link #POISON}.
 */
final class Replies {

	static final String POISON = "poison";

	private static final int HUGE = 17 * 1024 * 1024;

	private Replies() {
	}

	static Reply answer() {
		return new Reply("answer", true, (call, socket, sending) -> {
			sending.run();
			send(socket, 200, "", goodBody(call));
		});
	}

	static Reply slow(Duration time) {
		return new Reply("slow", true, (call, socket, sending) -> {
			Thread.sleep(time.toMillis());
			answer().sender().send(call, socket, sending);
		});
	}

	/** The answer, once the gate is open. */
	static Reply heldBy(CountDownLatch gate) {
		return new Reply("held", true, (call, socket, sending) -> {
			gate.await();
			answer().sender().send(call, socket, sending);
		});
	}

	static Reply status(int status) {
		return status(status, "");
	}

	/** A status with a header or some, each ended by CRLF. */
	static Reply status(int status, String headers) {
		String name = headers.isEmpty() ? "" + status : status + ", " + headers.strip();
		return Reply.bad(name, (call, socket, sending) -> {
			sending.run();
			send(socket, status, headers, bytes(POISON));
		});
	}

	static Reply body(String name, String body) {
		return Reply.bad(name, (call, socket, sending) -> {
			sending.run();
			send(socket, 200, "", bytes(body));
		});
	}

	/** Not even HTTP, or something like it. */
	static Reply verbatim(String name, String text) {
		return Reply.bad(name, (call, socket, sending) -> {
			sending.run();
			socket.getOutputStream().write(bytes(text));
			socket.close();
		});
	}

	static Reply reset() {
		return Reply.bad("reset", (call, socket, sending) -> {
			sending.run();
			reset(socket);
		});
	}

	static Reply resetInBody() {
		return Reply.bad("reset within the body", (call, socket, sending) -> {
			sending.run();
			sendHalf(socket, poisoned(call));
			reset(socket);
		});
	}

	/** Fewer bytes than were announced. */
	static Reply truncated() {
		return Reply.bad("truncated body", (call, socket, sending) -> {
			sending.run();
			sendHalf(socket, poisoned(call));
			socket.close();
		});
	}

	/** As many bytes as were announced, and no whole JSON. */
	static Reply truncatedJson() {
		return Reply.bad("truncated JSON", (call, socket, sending) -> {
			sending.run();
			byte[] whole = poisoned(call);
			send(socket, 200, "", Arrays.copyOf(whole, whole.length - 2));
		});
	}

	static Reply hang() {
		return Reply.bad("hang", (call, socket, sending) -> {
			sending.run();
			awaitHangUp(socket);
		});
	}

	static Reply drip() {
		return Reply.bad("drip", (call, socket, sending) -> {
			sending.run();
			byte[] body = poisoned(call);
			OutputStream out = socket.getOutputStream();
			out.write(head(200, "", body.length));
			for (byte each : body) {
				out.write(each);
				Thread.sleep(100);
			}
		});
	}

	/** Small on its way, above the cap when it is decompressed. */
	static Reply huge() {
		return Reply.bad("17 MiB body", (call, socket, sending) -> {
			sending.run();
			byte[] whole = poisoned(call);
			byte[] padded = Arrays.copyOf(whole, HUGE);
			Arrays.fill(padded, whole.length, HUGE, (byte) ' ');
			send(socket, 200, "Content-Encoding: gzip\r\n", gzip(padded));
		});
	}

	static Reply nested(int depth) {
		return body("nested %d deep".formatted(depth),
				"{\"data\":[],\"%s\":%s%s}".formatted(POISON, "[".repeat(depth - 1), "]".repeat(depth - 1)));
	}

	static Reply rows(int count) {
		return Reply.bad(count + " rows", (call, socket, sending) -> {
			sending.run();
			String row = row(POISON);
			send(socket, 200, "", bytes("{\"data\":[" + (row + ",").repeat(count - 1) + row + "]}"));
		});
	}

	/** As many bytes as one likes, of which none is kept. */
	static Reply repeated(String begin, String piece, int times, String end) {
		return Reply.bad("much", (call, socket, sending) -> {
			sending.run();
			OutputStream out = new BufferedOutputStream(socket.getOutputStream());
			out.write(head(200, "", bytes(begin).length + bytes(piece).length * times + bytes(end).length));
			out.write(bytes(begin));
			byte[] repeated = bytes(piece);
			for (int i = 0; i < times; i++) {
				out.write(repeated);
			}
			out.write(bytes(end));
			out.flush();
		});
	}

	/**
	 * Spans of a size, as a stream, with a text of which one letter is not Latin: so all
	 * of them take two bytes.
	 * @param beforeTheEnd runs when all of them were sent
	 */
	static Reply spans(int count, int size, Pause beforeTheEnd) {
		return new Reply("spans", true, (call, socket, sending) -> {
			sending.run();
			byte[] span = bytes(span("y".repeat(size - 1) + "中"));
			byte[] end = bytes("{\"type\":\"end\",\"row_count\":%d}\n".formatted(count));
			OutputStream out = socket.getOutputStream();
			out.write(head(200, "", span.length * count + end.length));
			for (int i = 0; i < count; i++) {
				out.write(span);
			}
			beforeTheEnd.await();
			out.write(end);
		});
	}

	static Reply streamThatFails() {
		return body("NDJSON error", span(POISON) + "{\"type\":\"error\",\"message\":\"" + POISON + "\"}\n");
	}

	static Reply streamWithoutEnd() {
		return body("NDJSON without end", span(POISON));
	}

	static Reply streamThatMiscounts() {
		return body("NDJSON that miscounts", span(POISON) + "{\"type\":\"end\",\"row_count\":2}\n");
	}

	private static byte[] goodBody(Call call) {
		return bytes(call.streamed() ? span(call.marker()) + "{\"type\":\"end\",\"row_count\":1}\n"
				: "{\"schema\":{},\"data\":[" + row(call.marker()) + "]}");
	}

	private static byte[] poisoned(Call call) {
		return bytes(call.streamed() ? span(POISON) + "{\"type\":\"end\",\"row_count\":1}\n"
				: "{\"schema\":{},\"data\":[" + row(POISON) + "]}");
	}

	private static String row(String outcome) {
		return """
				{"part":"outcome","bucket":null,"run_outcome":"%s","run_count":3,"cost_nano":0,\
				"conversation_count":0,"message_count":0,"execution_count":0,"execution_us":0}""".formatted(outcome);
	}

	private static String span(String message) {
		return """
				{"type":"data","rows":[{"page_rows":1,"last_start_timestamp":"2026-02-11T09:13:02Z","last_trace_id":"a",\
				"last_span_id":"b","last_copy_number":1,"trace_id":"a","span_id":"b","kind":"span","span_name":"n",\
				"message":"%s","level":9,"start_timestamp":"2026-02-11T09:13:02Z",\
				"end_timestamp":"2026-02-11T09:13:02Z","attributes":{}}]}
				"""
			.formatted(message);
	}

	private static void send(Socket socket, int status, String headers, byte[] body) throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.write(head(status, headers, body.length));
		all.write(body);
		all.writeTo(socket.getOutputStream());
	}

	private static void sendHalf(Socket socket, byte[] body) throws IOException {
		OutputStream out = socket.getOutputStream();
		out.write(head(200, "", body.length));
		out.write(body, 0, body.length / 2);
		out.flush();
	}

	private static byte[] head(int status, String headers, int length) {
		return bytes("HTTP/1.1 %d Status\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
			.formatted(status, headers, length));
	}

	private static void reset(Socket socket) throws IOException {
		socket.setSoLinger(true, 0);
		socket.close();
	}

	private static void awaitHangUp(Socket socket) throws IOException {
		int read = 0;
		while (read >= 0) {
			read = socket.getInputStream().read();
		}
	}

	private static byte[] gzip(byte[] bytes) throws IOException {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
			gzip.write(bytes);
		}
		return compressed.toByteArray();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/** Waits for something. */
	@FunctionalInterface
	interface Pause {

		void await() throws InterruptedException;

	}

}
