package ai.potpie.analyticsapi.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.util.DigestUtils;

/**
 * A Logfire that does with each call what its script says. The script knows who is asked
 * about and for how many times, so that what it does need not depend on the order in
 * which calls come.
 */
public final class ScriptedLogfire implements AutoCloseable {

	private static final Pattern USER = Pattern.compile("'user_id'\\) = '([^']+)'");

	private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

	private final Map<String, AtomicInteger> users = new ConcurrentHashMap<>();

	private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

	private final Queue<ServedCall> served = new ConcurrentLinkedQueue<>();

	private final AtomicInteger calls = new AtomicInteger();

	private final AtomicInteger underWay = new AtomicInteger();

	private final String plan;

	private final int port;

	private volatile ServerSocket server;

	private volatile Thread acceptor = Thread.currentThread();

	private volatile Function<ScriptedCall, LogfireReply> script = (call) -> LogfireReplies.answer();

	/**
	 * Starts one.
	 * @param plan which plan the read token has
	 */
	public ScriptedLogfire(String plan) {
		this.plan = plan;
		this.port = FreePort.find();
		this.server = listen(this.port);
	}

	/** Starts one of a plan without limits. */
	public static ScriptedLogfire replying(LogfireReply reply) {
		ScriptedLogfire logfire = new ScriptedLogfire("enterprise");
		logfire.replies(reply);
		return logfire;
	}

	public String url() {
		return "http://127.0.0.1:" + this.port;
	}

	public void replies(LogfireReply reply) {
		replies((call) -> reply);
	}

	public void replies(Function<ScriptedCall, LogfireReply> script) {
		this.script = script;
	}

	/** How many questions came, each try counted. */
	public int calls() {
		return this.calls.get();
	}

	/** How many of them were about a user. */
	public int calls(String user) {
		return counter(this.users, user).get();
	}

	/** Whether none is waited for. */
	public boolean isIdle() {
		return this.underWay.get() == 0;
	}

	public List<ServedCall> served() {
		return List.copyOf(this.served);
	}

	/** Refuses connections from now on, and resets those there are. */
	public void refuse() {
		try {
			this.server.close();
			this.acceptor.join();
			for (Socket connection : this.connections) {
				connection.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Accepts connections again. */
	public void accept() {
		this.server = listen(this.port);
	}

	@Override
	public void close() {
		refuse();
	}

	private ServerSocket listen(int onPort) {
		try {
			ServerSocket listening = new ServerSocket();
			listening.setReuseAddress(true);
			listening.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), onPort), 200);
			// Until it has noticed that the socket was closed, the port is in use
			this.acceptor = start(() -> acceptFrom(listening));
			return listening;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void acceptFrom(ServerSocket listening) {
		while (!listening.isClosed()) {
			try {
				Socket connection = listening.accept();
				connection.setTcpNoDelay(true);
				this.connections.add(connection);
				start(() -> serve(connection));
			}
			catch (IOException ex) {
				// It was closed
			}
		}
	}

	private static Thread start(Runnable task) {
		Thread thread = new Thread(task, "scripted-logfire");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private void serve(Socket connection) {
		try (connection) {
			InputStream in = new BufferedInputStream(connection.getInputStream());
			for (String request = line(in); !request.isEmpty(); request = line(in)) {
				serve(request, in, connection);
			}
		}
		catch (IOException ex) {
			// The other side has hung up
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.connections.remove(connection);
		}
	}

	private void serve(String request, InputStream in, Socket connection) throws IOException, InterruptedException {
		int length = 0;
		boolean chunked = false;
		boolean streamed = false;
		for (String header = line(in); !header.isEmpty(); header = line(in)) {
			String lower = header.toLowerCase(Locale.ROOT);
			length = lower.startsWith("content-length:") ? Integer.parseInt(lower.substring(15).trim()) : length;
			chunked |= lower.startsWith("transfer-encoding:");
			streamed |= lower.startsWith("accept:") && lower.contains("ndjson");
		}
		String body = chunked ? chunks(in) : text(in, length);
		if (request.startsWith("POST")) {
			this.underWay.incrementAndGet();
			try {
				reply(body, streamed, connection);
			}
			finally {
				this.underWay.decrementAndGet();
			}
		}
		else {
			tellPlan(connection);
		}
	}

	private void reply(String body, boolean streamed, Socket connection) throws IOException, InterruptedException {
		Matcher matcher = USER.matcher(body);
		String user = matcher.find() ? matcher.group(1) : "?";
		String question = DigestUtils.md5DigestAsHex(body.getBytes(StandardCharsets.UTF_8));
		int attempt = counter(this.attempts, question).incrementAndGet();
		counter(this.users, user).incrementAndGet();
		ScriptedCall call = new ScriptedCall(this.calls.incrementAndGet(), question, user, attempt, streamed,
				System.nanoTime());
		LogfireReply reply = this.script.apply(call);
		reply.sender()
			.send(call, connection,
					() -> this.served.add(new ServedCall(call, reply.name(), reply.good(), System.nanoTime())));
	}

	private static AtomicInteger counter(Map<String, AtomicInteger> counters, String name) {
		return counters.computeIfAbsent(name, (first) -> new AtomicInteger());
	}

	private void tellPlan(Socket connection) throws IOException {
		String body = "{\"organization_name\":\"o\",\"project_name\":\"p\",\"organization_subscription_plan\":\"%s\"}"
			.formatted(this.plan);
		connection.getOutputStream()
			.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
				.formatted(body.length(), body)
				.getBytes(StandardCharsets.UTF_8));
	}

	private static String chunks(InputStream in) throws IOException {
		StringBuilder body = new StringBuilder();
		for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
			body.append(text(in, size));
			line(in);
		}
		line(in);
		return body.toString();
	}

	private static String text(InputStream in, int length) throws IOException {
		return new String(in.readNBytes(length), StandardCharsets.UTF_8);
	}

	/** A line without its end; empty at the end of all. */
	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int each = in.read(); each >= 0 && each != '\n'; each = in.read()) {
			line.append((char) each);
		}
		return line.toString().stripTrailing();
	}

}
