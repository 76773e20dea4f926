package ai.potpie.analyticsapi.logfire;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;

import ai.potpie.analyticsapi.logfire.LogfireException.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec;

/**
 * Asks Logfire's query API. A query has a whole answer or a {@link LogfireException};
 * there is nothing in between.
 */
public class LogfireQueryClient {

	private static final DataSize NO_CAP = DataSize.ofBytes(Long.MAX_VALUE);

	private final @Nullable RestClient client;

	private final LogfireProperties properties;

	private final ScheduledExecutorService timer;

	private final ApplicationEventPublisher events;

	/**
	 * Creates the client.
	 * @param client knows Logfire's address and the read token; null without a token
	 */
	LogfireQueryClient(@Nullable RestClient client, LogfireProperties properties, ScheduledExecutorService timer,
			ApplicationEventPublisher events) {
		this.client = client;
		this.properties = properties;
		this.timer = timer;
		this.events = events;
	}

	/**
	 * Asks for an answer that fits into memory.
	 * @throws LogfireException if there is no whole answer
	 */
	public Rows query(LogfireQuery query) {
		long start = System.nanoTime();
		Rows rows = exchange(post(query, MediaType.APPLICATION_JSON), this.properties.maxResponseSize(),
				(body, call) -> Rows.read(body));
		query.requireWhole(rows.rows().size());
		answered(start);
		return rows;
	}

	/**
	 * Asks for an answer of any size, and hands on its rows as they arrive.
	 * @throws LogfireException if there is no whole answer: the rows handed on until then
	 * are not one
	 */
	public void stream(LogfireQuery query, RowHandler handler) {
		long start = System.nanoTime();
		long rows = exchange(post(query, MediaType.APPLICATION_NDJSON), NO_CAP,
				(body, call) -> NdjsonRows.read(body, new FirstRow(handler, () -> {
					call.extend(this.properties.streamTimeout());
					answered(start);
				})));
		query.requireWhole(rows);
		if (rows == 0) {
			answered(start);
		}
	}

	ReadTokenInfo readTokenInfo() {
		return exchange(client().get().uri("/v1/read-token-info").accept(MediaType.APPLICATION_JSON),
				this.properties.maxResponseSize(), (body, call) -> ReadTokenInfo.read(body));
	}

	private RequestHeadersSpec<?> post(LogfireQuery query, MediaType accept) {
		return client().post()
			.uri("/v2/query")
			.accept(accept)
			.contentType(MediaType.APPLICATION_JSON)
			.body(query.body());
	}

	private RestClient client() {
		if (this.client == null) {
			throw new LogfireException(Reason.NOT_CONFIGURED, "LOGFIRE_READ_TOKEN not configured");
		}
		return this.client;
	}

	private <T> T exchange(RequestHeadersSpec<?> request, DataSize cap,
			BiFunction<InputStream, LogfireCall, T> reader) {
		try (LogfireCall call = LogfireCall.begin(this.timer, this.properties.timeout())) {
			try {
				return request.exchangeForRequiredValue((sent, response) -> call
					.read(() -> reader.apply(new LogfireBody(okBody(response), call, cap), call)));
			}
			catch (ResourceAccessException ex) {
				throw call.failure((ex.getCause() instanceof IOException cause) ? cause : new IOException(ex));
			}
		}
	}

	private static InputStream okBody(ClientHttpResponse response) throws IOException {
		if (!HttpStatus.OK.equals(response.getStatusCode())) {
			throw LogfireStatus.failure(response.getStatusCode(), response.getHeaders());
		}
		return response.getBody();
	}

	private void answered(long start) {
		this.events.publishEvent(new LogfireAnswered(Duration.ofNanos(System.nanoTime() - start)));
	}

}
