package ai.potpie.analyticsapi.locallogfire;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.demo.DemoData;
import ai.potpie.analyticsapi.locallogfire.http.EndpointServlet;
import ai.potpie.analyticsapi.locallogfire.http.HttpServer;
import ai.potpie.analyticsapi.locallogfire.otlp.TracesEndpoint;
import ai.potpie.analyticsapi.locallogfire.query.QueryEndpoint;
import ai.potpie.analyticsapi.locallogfire.query.LocalReadToken;
import ai.potpie.analyticsapi.locallogfire.query.ReadTokenInfoEndpoint;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanStore;
import org.apache.catalina.LifecycleException;
import org.jspecify.annotations.Nullable;

/**
 * A Logfire on this machine: it receives spans over OTLP/HTTP or from {@link #store}, and
 * answers Logfire's query API.
 */
public final class LocalLogfire implements AutoCloseable {

	private static final int BATCH = 10_000;

	private final SpanStore store;

	private final CompletableFuture<@Nullable Void> demoData;

	private final HttpServer server;

	private final String address;

	private volatile boolean closed;

	private LocalLogfire(LocalLogfireProperties properties, Supplier<Stream<SpanRecord>> demoData) {
		this.store = SpanStore.open(properties.database());
		this.address = properties.address();
		this.demoData = properties.demoData()
				? CompletableFuture.runAsync(() -> loadIfEmpty(demoData), LocalLogfire::inBackground)
				: CompletableFuture.completedFuture(null);
		this.server = HttpServer.start(properties.address(), properties.port(), servlets(properties));
	}

	/**
	 * Starts to listen. Demo data, if the properties ask for it, is loaded meanwhile;
	 * queries wait for it.
	 */
	public static LocalLogfire start(LocalLogfireProperties properties) {
		Clock clock = Clock.systemUTC();
		return start(properties, () -> properties.demoHistory()
				? Stream.concat(DemoData.earlierSpans(clock), DemoData.spans(clock)) : DemoData.spans(clock));
	}

	static LocalLogfire start(LocalLogfireProperties properties, Supplier<Stream<SpanRecord>> demoData) {
		return new LocalLogfire(properties, demoData);
	}

	private Map<String, EndpointServlet> servlets(LocalLogfireProperties properties) {
		LocalReadToken token = new LocalReadToken(properties.readToken());
		Map<String, EndpointServlet> servlets = new LinkedHashMap<>();
		servlets.put("/v2/query",
				new EndpointServlet("POST", new QueryEndpoint(token, this.store, this.demoData::join)));
		servlets.put("/v1/read-token-info", new EndpointServlet("GET", new ReadTokenInfoEndpoint(token)));
		servlets.put("/v1/traces", new EndpointServlet("POST", new TracesEndpoint(this.store)));
		if (properties.demoData()) {
			servlets.put(TracePageEndpoint.PATH,
					new EndpointServlet("GET", new TracePageEndpoint(this.store, this.demoData::join)));
			WebhookEndpoint webhooks = new WebhookEndpoint(Clock.systemUTC());
			servlets.put(WebhookEndpoint.PATH,
					new EndpointServlet(Map.of("GET", webhooks::list, "POST", webhooks::take)));
		}
		return servlets;
	}

	private static void inBackground(Runnable work) {
		Thread thread = new Thread(work, "local-logfire-demo-data");
		thread.setDaemon(true);
		thread.start();
	}

	private void loadIfEmpty(Supplier<Stream<SpanRecord>> demoData) {
		try (Stream<SpanRecord> spans = demoData.get()) {
			if (this.store.isEmpty()) {
				load(spans.iterator());
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Cannot load the demo data", ex);
		}
	}

	private void load(Iterator<SpanRecord> spans) throws SQLException {
		List<SpanRecord> batch = new ArrayList<>(BATCH);
		while (spans.hasNext() && !this.closed) {
			batch.add(spans.next());
			if (batch.size() == BATCH || !spans.hasNext()) {
				this.store.append(batch);
				batch.clear();
			}
		}
	}

	/** Stores rows unchanged, without removing duplicates. */
	public void store(Collection<SpanRecord> records) {
		try {
			this.store.append(records);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Cannot store %d records".formatted(records.size()), ex);
		}
	}

	/** The same once the demo data are there, which an empty database alone gets. */
	void storeAfterDemoData(Collection<SpanRecord> records) {
		this.demoData.join();
		store(records);
	}

	public int port() {
		return this.server.port();
	}

	/** The value of {@code LOGFIRE_BASE_URL} for this Logfire. */
	public URI baseUrl() {
		return URI.create("http://%s:%d".formatted(this.address, port()));
	}

	@Override
	public void close() {
		this.closed = true;
		try {
			this.server.close();
			this.demoData.exceptionally((ex) -> null).join();
			this.store.close();
		}
		catch (LifecycleException | SQLException ex) {
			throw new IllegalStateException("Cannot stop the local Logfire", ex);
		}
	}

}
