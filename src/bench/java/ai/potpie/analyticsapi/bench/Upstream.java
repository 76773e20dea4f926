package ai.potpie.analyticsapi.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;

/**
 * A fake of Logfire that gives fixed answers after a fixed delay, and an issuer of JWTs.
 */
final class Upstream extends HttpServlet implements AutoCloseable {

	/** The delay of each answer, in milliseconds. */
	static final int DELAY = 50;

	private static final long serialVersionUID = 1L;

	/** Referenced, because a logger that is garbage collected loses its level. */
	private static final Logger LOGGER = Logger.getLogger("org.apache");

	/** More threads than clients, so that no request waits. */
	private static final int THREADS = 600;

	private static final Pattern USER = Pattern.compile("'user_id'\\) = '([^']+)'");

	private static final String NOBODY = "nobody";

	private static final Pattern LIMIT = Pattern.compile("\"limit\":(\\d+)");

	private final transient Tomcat tomcat = new Tomcat();

	private final transient byte[] analytics = bytes(UpstreamAnswers.analytics(30));

	private final transient byte[] count = bytes(UpstreamAnswers.COUNT);

	private final transient Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

	private final String keys;

	private final transient UpstreamFacts facts;

	private Upstream(String keys, UpstreamFacts facts) {
		this.keys = keys;
		this.facts = facts;
	}

	/**
	 * Starts an upstream.
	 * @param keys the issuer's keys, as a JWK set
	 * @param facts what it answers to a history
	 */
	static Upstream start(String keys, UpstreamFacts facts) throws IOException, LifecycleException {
		LOGGER.setLevel(Level.WARNING);
		Upstream upstream = new Upstream(keys, facts);
		File directory = Files.createTempDirectory("upstream").toFile();
		upstream.tomcat.setBaseDir(directory.getPath());
		upstream.tomcat.setConnector(connector());
		StandardContext context = (StandardContext) upstream.tomcat.addContext("", directory.getPath());
		context.setClearReferencesThreadLocals(false);
		context.setClearReferencesRmiTargets(false);
		Tomcat.addServlet(context, "upstream", upstream).addMapping("/*");
		upstream.tomcat.start();
		return upstream;
	}

	private static Connector connector() {
		Connector connector = new Connector();
		connector.setPort(0);
		connector.setProperty("address", "127.0.0.1");
		connector.setProperty("maxThreads", String.valueOf(THREADS));
		connector.setProperty("maxKeepAliveRequests", "-1");
		connector.setProperty("keepAliveTimeout", "-1");
		// No timeout, however slowly the service reads answers
		connector.setProperty("connectionTimeout", "-1");
		return connector;
	}

	int port() {
		return this.tomcat.getConnector().getLocalPort();
	}

	String url() {
		return "http://127.0.0.1:" + port();
	}

	/** The number of queries about any user. */
	int callsAboutUsers() {
		return this.calls.entrySet()
			.stream()
			.filter((counted) -> !counted.getKey().equals(NOBODY))
			.mapToInt((counted) -> counted.getValue().get())
			.sum();
	}

	/** The number of queries about a user. */
	int calls(String user) {
		AtomicInteger counted = this.calls.get(user);
		return (counted != null) ? counted.get() : 0;
	}

	@Override
	protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setContentType("application/json");
		response.getOutputStream()
			.write(bytes(request.getRequestURI().equals("/keys") ? this.keys : UpstreamAnswers.READ_TOKEN_INFO));
	}

	@Override
	protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
		String question = text(request.getInputStream());
		String user = group(USER, question, NOBODY);
		this.calls.computeIfAbsent(user, (first) -> new AtomicInteger()).incrementAndGet();
		pause();
		if (UpstreamFacts.areAskedFor(question)) {
			response.setContentType("application/x-ndjson");
			this.facts.answer(question, Integer.parseInt(group(LIMIT, question, "0")), response.getOutputStream());
		}
		else if (String.valueOf(request.getHeader("Accept")).contains("ndjson")) {
			stream(user, Integer.parseInt(group(LIMIT, question, "0")), response);
		}
		else {
			byte[] answer = question.contains("AS span_count") ? this.count : this.analytics;
			response.setContentType("application/json");
			response.setContentLength(answer.length);
			response.getOutputStream().write(answer);
		}
	}

	private static void stream(String user, int limit, HttpServletResponse response) throws IOException {
		response.setContentType("application/x-ndjson");
		OutputStream out = response.getOutputStream();
		// As many rows as requested, so that there is always another page
		int rows = limit - 1;
		byte[] row = bytes(UpstreamAnswers.span(rows, UpstreamAnswers.sizeOfSpansOf(user)));
		for (int i = 0; i < rows; i++) {
			out.write(row);
		}
		out.write(bytes("{\"type\":\"end\",\"row_count\":%d}\n".formatted(rows)));
	}

	private static void pause() {
		try {
			Thread.sleep(DELAY);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static String group(Pattern pattern, String text, String otherwise) {
		Matcher matcher = pattern.matcher(text);
		return matcher.find() ? matcher.group(1) : otherwise;
	}

	private static String text(InputStream in) throws IOException {
		return new String(in.readAllBytes(), StandardCharsets.UTF_8);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws LifecycleException {
		this.tomcat.stop();
		this.tomcat.destroy();
	}

}
