package ai.potpie.analyticsapi.testing;

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
public final class LogfireReplies {

	public static final String POISON = "poison";

	private static final int HUGE = 17 * 1024 * 1024;

	private LogfireReplies() {
	}

	public static LogfireReply answer() {
		return new LogfireReply("answer", true, (call, socket, sending) -> {
			sending.run();
			send(socket, 200, "", goodBody(call));
		});
	}

	/**
	 * The answer; one that is a stream has so many spans, each with an attribute of a
	 * size, and there are more of them.
	 */
	public static LogfireReply answer(int spans, int size) {
		String filling = "y".repeat(size);
		return new LogfireReply("answer", true, (call, socket, sending) -> {
			sending.run();
			send(socket, 200, "", call.streamed() ? bytes(page(spans, call.marker(), filling)) : goodBody(call));
		});
	}

	public static LogfireReply slow(Duration time) {
		return new LogfireReply("slow", true, (call, socket, sending) -> {
			Thread.sleep(time.toMillis());
			answer().sender().send(call, socket, sending);
		});
	}

	/** The answer, once the gate is open. */
	public static LogfireReply heldBy(CountDownLatch gate) {
		return new LogfireReply("held", true, (call, socket, sending) -> {
			gate.await();
			answer().sender().send(call, socket, sending);
		});
	}

	public static LogfireReply status(int status) {
		return status(status, "");
	}

	/** A status with a header or some, each ended by CRLF. */
	public static LogfireReply status(int status, String headers) {
		String name = headers.isEmpty() ? "" + status : status + ", " + headers.strip();
		return LogfireReply.bad(name, (call, socket, sending) -> {
			sending.run();
			send(socket, status, headers, bytes(POISON));
		});
	}

	public static LogfireReply body(String name, String body) {
		return LogfireReply.bad(name, (call, socket, sending) -> {
			sending.run();
			send(socket, 200, "", bytes(body));
		});
	}

	/** Not even HTTP, or something like it. */
	public static LogfireReply verbatim(String name, String text) {
		return LogfireReply.bad(name, (call, socket, sending) -> {
			sending.run();
			socket.getOutputStream().write(bytes(text));
			socket.close();
		});
	}

	public static LogfireReply reset() {
		return LogfireReply.bad("reset", (call, socket, sending) -> {
			sending.run();
			reset(socket);
		});
	}

	public static LogfireReply resetInBody() {
		return LogfireReply.bad("reset within the body", (call, socket, sending) -> {
			sending.run();
			sendHalf(socket, poisoned(call));
			reset(socket);
		});
	}

	/** Fewer bytes than were announced. */
	public static LogfireReply truncated() {
		return LogfireReply.bad("truncated body", (call, socket, sending) -> {
			sending.run();
			sendHalf(socket, poisoned(call));
			socket.close();
		});
	}

	/** As many bytes as were announced, and no whole JSON. */
	public static LogfireReply truncatedJson() {
		return LogfireReply.bad("truncated JSON", (call, socket, sending) -> {
			sending.run();
			byte[] whole = poisoned(call);
			send(socket, 200, "", Arrays.copyOf(whole, whole.length - 2));
		});
	}

	public static LogfireReply hang() {
		return LogfireReply.bad("hang", (call, socket, sending) -> {
			sending.run();
			awaitHangUp(socket);
		});
	}

	public static LogfireReply drip() {
		return LogfireReply.bad("drip", (call, socket, sending) -> {
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
	public static LogfireReply huge() {
		return LogfireReply.bad("17 MiB body", (call, socket, sending) -> {
			sending.run();
			byte[] whole = poisoned(call);
			byte[] padded = Arrays.copyOf(whole, HUGE);
			Arrays.fill(padded, whole.length, HUGE, (byte) ' ');
			send(socket, 200, "Content-Encoding: gzip\r\n", gzip(padded));
		});
	}

	public static LogfireReply nested(int depth) {
		return body("nested %d deep".formatted(depth),
				"{\"data\":[],\"%s\":%s%s}".formatted(POISON, "[".repeat(depth - 1), "]".repeat(depth - 1)));
	}

	public static LogfireReply rows(int count) {
		return LogfireReply.bad(count + " rows", (call, socket, sending) -> {
			sending.run();
			String row = row(POISON);
			send(socket, 200, "", bytes("{\"data\":[" + (row + ",").repeat(count - 1) + row + "]}"));
		});
	}

	/** As many bytes as one likes, of which none is kept. */
	public static LogfireReply repeated(String begin, String piece, int times, String end) {
		return LogfireReply.bad("much", (call, socket, sending) -> {
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
	public static LogfireReply spans(int count, int size, Pause beforeTheEnd) {
		return new LogfireReply("spans", true, (call, socket, sending) -> {
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

	public static LogfireReply streamThatFails() {
		return body("NDJSON error", span(POISON) + "{\"type\":\"error\",\"message\":\"" + POISON + "\"}\n");
	}

	public static LogfireReply streamWithoutEnd() {
		return body("NDJSON without end", span(POISON));
	}

	public static LogfireReply streamThatMiscounts() {
		return body("NDJSON that miscounts", span(POISON) + "{\"type\":\"end\",\"row_count\":2}\n");
	}

	private static byte[] goodBody(ScriptedCall call) {
		return bytes(call.streamed() ? span(call.marker()) + "{\"type\":\"end\",\"row_count\":1}\n"
				: "{\"schema\":{},\"data\":[" + row(call.marker()) + "]}");
	}

	private static byte[] poisoned(ScriptedCall call) {
		return bytes(call.streamed() ? span(POISON) + "{\"type\":\"end\",\"row_count\":1}\n"
				: "{\"schema\":{},\"data\":[" + row(POISON) + "]}");
	}

	/** A row of any question that is not about spans. */
	private static String row(String name) {
		return """
				{"part":"outcome","is_total":0,"bucket":"2026-02-11","run_outcome":"%1$s","group_1":"%1$s","row_run":"%1$s",\
				"row_trace":"%1$s","row_conversation":"%1$s","row_outcome":"%1$s","last_trace_id":"%1$s","run_count":3,\
				"cost_nano":0,"conversation_count":0,"message_count":0,"execution_count":0,"execution_us":0,"llm_calls":0,\
				"input_tokens":0,"output_tokens":0,"cached_input_tokens":0,"reasoning_tokens":0,"call_cost_nano":0,\
				"recorded_calls":0,"estimated_calls":0,"error_count":0,"tries":1,\
				"first_activity":"2026-02-11T09:13:02Z","last_activity":"2026-02-11T09:13:02Z"}"""
			.formatted(name);
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

	private static String page(int spans, String message, String filling) {
		String row = """
				{"page_rows":101,"last_start_timestamp":"2026-02-11T09:13:02Z","last_trace_id":"%1$s",\
				"last_span_id":"b","last_copy_number":1,"trace_id":"a","span_id":"b","kind":"span","span_name":"n",\
				"message":"%1$s","level":9,"start_timestamp":"2026-02-11T09:13:02Z",\
				"end_timestamp":"2026-02-11T09:13:02Z","attributes":{"x":"%1$s","y":"%2$s"}}""".formatted(message,
				filling);
		return "{\"type\":\"data\",\"rows\":[" + (row + ",").repeat(spans - 1) + row + "]}\n"
				+ "{\"type\":\"end\",\"row_count\":" + spans + "}\n";
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
	public interface Pause {

		void await() throws InterruptedException;

	}

}
